"""What a person may see of pages: their own offices' in every state, of others what the public sees."""

from typing import Any

from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.access.grants import grants_of, is_central
from core.access.page_policy import EXPLORING, PERMISSION_OF_ACTION
from core.access.reach import Reach, reach_within
from core.pages.restrictions import restricted_paths
from core.plugin_host.gate import exclude_gated, page_is_open
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

_NEEDED = frozenset(PERMISSION_OF_ACTION[action] for action in EXPLORING)


def own_subsites(user: Any) -> list[SubsiteEntry]:
    """The subsites whose pages the person edits or publishes, sorted by pinyin."""
    table = held_table()
    if user.is_superuser:
        return list(table.all)
    held = grants_of(user)
    return [entry for entry in table.all if _NEEDED & held.get(entry.id, frozenset())]


def own_reach(user: Any) -> Reach:
    """The branches of the tree that are the person's own."""
    return reach_within(held_table(), own_subsites(user))


def own_pages(user: Any) -> Any:
    """The pages in the person's own subsites, without those of plugins that are off there."""
    return exclude_gated(Page.objects.filter(own_reach(user).query()))


def is_own(user: Any, page: Page) -> bool:
    """Whether the page lies in a subsite that the person works on; every page is the centre's own."""
    if is_central(user):
        return True
    entry = held_table().for_path(page.path)
    return entry is not None and bool(_NEEDED & grants_of(user).get(entry.id, frozenset()))


def public_condition() -> Q:
    """Pages that every visitor may see, as far as the tree decides it."""
    condition = Q(live=True)
    for path in restricted_paths():
        condition &= ~Q(path__below=path)
    return condition


def is_public(page: Page) -> bool:
    """Whether every visitor may see the page."""
    return bool(page.live) and not page.path.startswith(restricted_paths()) and page_is_open(page)


def may_name(user: Any, page: Page) -> bool:
    """Whether the person may link to the page and read its title: own, or public."""
    return is_public(page) or is_own(user, page)


def nameable_pages(user: Any, pages: Any) -> Any:
    """Of these pages those that the person may name."""
    pages = exclude_gated(pages)
    if is_central(user):
        return pages
    return pages.filter(own_reach(user).query() | public_condition())


def explorable_pages(user: Any, pages: Any) -> Any:
    """Of these pages the own ones and those on the way down to them."""
    policy = policy_registry.get_by_type(Page)
    return pages.filter(pk__in=policy.explorable_instances(user).values("pk"))


def as_published(user: Any, page: Page) -> Page:
    """The page as this person may see it: of another office's page nothing that is not published.

    A live page carries the title of its draft, the fact that there is one, and who locked it.
    """
    if not is_own(user, page):
        page.draft_title = page.title
        page.has_unpublished_changes = False
        page.locked, page.locked_by_id, page.locked_at = False, None, None
        page.latest_revision_created_at = page.last_published_at
    return page
