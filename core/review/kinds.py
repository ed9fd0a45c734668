"""Kinds of content that plugins bring to the chain, and where they are closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q

from core.plugin_api.contributions import Owned, ReviewableKind
from core.plugin_api.manifest import LABEL_PREFIX, installed_plugins, plugin
from core.plugin_host.gate import is_open, open_entries, slug_of_label
from core.plugin_host.registry import contributions_at, find
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteTable


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

    def public_content(self, item: Any) -> dict[str, Any] | None:
        """What the public is shown of the item now; None while nothing is. Where the plugin does not say: its content,
        as long as it is in force."""
        public = self.owned.contribution.public_content
        if public is None:
            return self.content(item)
        shown = public(item)
        return None if shown is None else dict(shown)

    @property
    def knows_what_is_public(self) -> bool:
        """Whether the plugin tells what the public is shown."""
        return self.owned.contribution.public_content is not None

    def in_words(self, content: Mapping[str, Any]) -> Mapping[str, Any]:
        """A content as people read it, by field."""
        words = self.owned.contribution.in_words
        return words(content) if words else content

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


def label_of_kind(kind_id: str) -> str:
    """What people call the kind: a page's type, or what the plugin calls it; "" when its code is not installed."""
    kind = kind_of(kind_id)
    if kind is not None:
        return str(kind.owned.contribution.label)
    label, _dot, name = kind_id.partition(".")
    try:
        return str(apps.get_model(label, name)._meta.verbose_name)
    except LookupError:
        return ""


def slug_of_kind(kind_id: str) -> str | None:
    """The slug of the plugin that a kind of content belongs to, pages too; None for what is the core's."""
    label = kind_id.partition(".")[0]
    return slug_of_label(label) or (label if plugin(label) is not None else None)


def kind_is_open(kind_id: str, subsite: Any) -> bool:
    """May content of the kind be seen on the subsite? False where its plugin is off; the core's is never closed."""
    slug = slug_of_kind(kind_id)
    return slug is None or is_open(slug, subsite)


def of_closed_kinds() -> Q:
    """Rows with `kind` and `subsite` whose plugin is off there, as a filter; no query beside the table of subsites."""
    return held_table().derive("reviews_of_closed_kinds", _of_closed_kinds)


def _of_closed_kinds(table: SubsiteTable) -> Q:
    closed = Q(pk__in=())
    installed = Q(pk__in=())
    for config in installed_plugins():
        mine = Q(kind__startswith=f"{LABEL_PREFIX}{config.slug}.") | Q(kind__startswith=f"{config.slug}.")
        opened = [entry.id for entry in open_entries(config.slug)]
        if len(opened) < len(table.all):
            closed |= mine & ~Q(subsite_id__in=opened)
        installed |= mine
    return closed | (Q(kind__startswith=LABEL_PREFIX) & ~installed)
