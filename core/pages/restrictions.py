"""Which branches of the tree are not for every visitor: kept with the table of subsites, not asked per page."""

from typing import Any

from wagtail.models import PageViewRestriction

from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteTable, touch_revision


def _read(table: SubsiteTable) -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def restricted_paths() -> tuple[str, ...]:
    """Tree paths below which a visitor has to sign in, or to know a word."""
    return held_table().derive("restricted_paths", _read)


def closed_from(path: str) -> tuple[str, ...]:
    """The restricted branches in which the page at this path does not lie: on it they are not spoken of."""
    return tuple(closed for closed in restricted_paths() if not path.startswith(closed))


def restrictions_changed(**kwargs: Any) -> None:
    """Signal receiver: every process reads the restricted paths again."""
    touch_revision()
