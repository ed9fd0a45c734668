"""Kinds of content that plugins bring to the chain."""

from dataclasses import dataclass
from typing import Any

from core.plugin_api.contributions import Owned, ReviewableKind
from core.plugin_host.registry import contributions_at, find


@dataclass(frozen=True, slots=True)
class Kind:
    """A registered kind, by its id `<slug>.<name>`."""

    owned: Owned[ReviewableKind]

    @property
    def id(self) -> str:
        """What is stored as a review's kind."""
        return self.owned.id

    def get(self, object_id: str) -> Any:
        """The item, or None when it is gone."""
        return self.owned.contribution.model._default_manager.filter(pk=object_id).first()

    def content(self, item: Any) -> dict[str, Any]:
        """What the item says to the public, by field."""
        return dict(self.owned.contribution.content(item))

    def publish(self, item: Any, by: Any) -> None:
        """Make it public."""
        self.owned.contribution.publish(item, by)

    def withdraw(self, item: Any, by: Any) -> None:
        """Take it back."""
        self.owned.contribution.withdraw(item, by)


def kind_of(kind_id: str) -> Kind | None:
    """The kind by its id, or None when its plugin is not installed."""
    owned = find(ReviewableKind.point, kind_id)
    return Kind(owned) if owned is not None else None  # type: ignore[arg-type]  # the point holds this kind only


def plugin_kinds() -> list[Kind]:
    """All kinds of installed plugins."""
    return [Kind(owned) for owned in contributions_at(ReviewableKind.point)]  # type: ignore[arg-type]
