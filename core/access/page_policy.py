"""Wagtail's page permissions, answered from grants on subsites; no GroupPagePermission is ever read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from core.tenancy.holding import held_table

from .grants import grants_of, has_permission, is_central
from .people import people_holding
from .reach import Reach, reach_of

PERMISSION_OF_ACTION = {
    "add": "edit_content",
    "change": "edit_content",
    "delete": "edit_content",
    "publish": "publish_content",
    "bulk_delete": "publish_content",
    "lock": "publish_content",
    "unlock": "publish_content",
}
"""Wagtail's page actions, and the permission on the subsite that each one needs."""

EXPLORING = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


@dataclass(frozen=True, slots=True)
class GrantedCodename:
    """What Wagtail reads of a Permission."""

    codename: str


@dataclass(frozen=True, slots=True)
class GrantedPage:
    """What Wagtail reads of the page that a permission hangs on."""

    pk: int
    path: str


@dataclass(frozen=True, slots=True)
class PageGrant:
    """What Wagtail reads of a GroupPagePermission."""

    page: GrantedPage
    page_id: int
    permission: GrantedCodename


def may_make(user: Any, model: type[Page], path: str) -> bool:
    """Whether the person may make, move or delete pages of this type at a place: those that arrange columns need
    `manage_columns` there."""
    return not getattr(model, "arranges_columns", False) or has_permission(
        user, "manage_columns", held_table().for_path(path)
    )


class SubsitePagePermissionTester(PagePermissionTester):
    """Exact answers for one page: the nearest subsite decides, also inside another subsite's branch."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser:
            entry = held_table().for_path(page.path)
            held = grants_of(user).get(entry.id, frozenset()) if entry else frozenset()
            self.permissions = {action for action, needed in PERMISSION_OF_ACTION.items() if needed in held}

    def _is_home(self) -> bool:
        """A subsite's home page stays where it is: what is built from the county's lists is changed there."""
        return self.page.path in held_table().by_path

    def _may_arrange(self) -> bool:
        """Whether the person may make, move and delete pages of this page's type here."""
        return may_make(self.user, self.page.specific_class or type(self.page), self.page.path)

    def can_add_subpage(self) -> bool:
        if not super().can_add_subpage():
            return False
        if has_permission(self.user, "manage_columns", held_table().for_path(self.page.path)):
            return True
        models = self.page.specific_class.creatable_subpage_models()
        return any(
            may_make(self.user, model, self.page.path) and model.can_create_at(self.page) for model in models
        )

    def _chain_decides(self) -> bool:
        """Whether going public and coming back is for the review chain: then nobody does it by a button."""
        from core.review.rules import chain_for_page

        return bool(chain_for_page(self.page, self.user))

    def can_publish(self) -> bool:
        return bool(super().can_publish()) and not self._chain_decides()

    def can_publish_subpage(self) -> bool:
        from core.review.rules import chain_below

        return bool(super().can_publish_subpage()) and not chain_below(self.page, self.user)

    def can_set_view_restrictions(self) -> bool:
        return bool(super().can_publish())

    def can_reorder_children(self) -> bool:
        if not (self.can_add_subpage() and super().can_publish_subpage()):
            return False
        # What lies directly below a home page is its columns.
        return self.page.path not in held_table().by_path or has_permission(
            self.user, "manage_columns", held_table().for_path(self.page.path)
        )

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if self._is_home() or not self._may_arrange():
            return False
        lone = self.page.live or self.page.is_leaf()
        if lone and not self.user.is_superuser and "publish" not in self.permissions:
            # Nothing that is live goes without the right to publish. The page itself answers here; Wagtail would
            # ask the tree for every row of a listing.
            return "change" in self.permissions and not self.page.live
        if self.page.live and self._chain_decides():
            return False
        return bool(super().can_delete(ignore_bulk))

    def can_unpublish(self) -> bool:
        may = not self._is_home() and self._may_arrange() and bool(super().can_unpublish())
        return may and not self._chain_decides()

    def can_move(self) -> bool:
        return not self._is_home() and bool(super().can_move())

    def can_move_to(self, destination: Page) -> bool:
        """Within the subsite only; the centre moves between subsites, for it answers for both."""
        table = held_table()
        source, target = table.for_path(self.page.path), table.for_path(destination.path)
        if source != target and not is_central(self.user):
            return False
        model = self.page.specific_class or type(self.page)
        return may_make(self.user, model, destination.path) and bool(super().can_move_to(destination))

    def can_copy(self) -> bool:
        return not self._is_home() and self._may_arrange() and bool(super().can_copy())

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        model = self.page.specific_class or type(self.page)
        return may_make(self.user, model, destination.path) and bool(
            super().can_copy_to(destination, recursive)
        )


class SubsitePagePolicy(PagePermissionPolicy):
    """Pages are decided by the nearest subsite above them and the person's grants on it.

    Pages of a plugin that is off there are nobody's: they are neither listed, nor searched, nor opened, by anybody.
    """

    def _needed(self, actions: Iterable[str]) -> set[str]:
        return {PERMISSION_OF_ACTION[action] for action in actions if action in PERMISSION_OF_ACTION}

    def _reaches(self, user: Any, actions: Iterable[str]) -> list[Reach]:
        return [reach_of(user, permission) for permission in sorted(self._needed(actions))]

    def get_all_permissions_for_user(self, user: Any) -> list[PageGrant]:
        """Grants as Wagtail's own page tester reads them: prefixes only, so branches with holes are left
        out here (too little, never too much); our page types bring the exact tester."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        found = []
        reaches = {name: reach_of(user, name) for name in set(PERMISSION_OF_ACTION.values())}
        for action, permission in PERMISSION_OF_ACTION.items():
            reach = reaches[permission]
            for prefix in reach.prefixes:
                if not any(hole.startswith(prefix) for hole in reach.holes):
                    page = GrantedPage(pk=0, path=prefix)
                    found.append(PageGrant(page, 0, GrantedCodename(f"{action}_page")))
        return found

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        base = self._base_user_has_permission(user)
        if base is not None:
            return bool(base)
        needed = self._needed(actions)
        return any(needed & held for held in grants_of(user).values())

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Page) -> bool:
        from core.plugin_host.gate import page_is_open

        if not page_is_open(instance):
            return False
        base = self._base_user_has_permission(user)
        if base is not None:
            return bool(base)
        entry = held_table().for_path(instance.path)
        return entry is not None and bool(self._needed(actions) & grants_of(user).get(entry.id, frozenset()))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        from core.plugin_host.gate import exclude_gated

        base = self._base_queryset_for_user(user)
        if base is not None:
            return exclude_gated(base)
        condition = Q(pk__in=())
        for reach in self._reaches(user, actions):
            condition |= reach.query()
        return exclude_gated(self.model._default_manager.filter(condition))

    def users_with_any_permission(self, actions: Iterable[str], include_superusers: bool = True) -> Any:
        return people_holding(self._needed(actions), superusers=include_superusers)

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Page, include_superusers: bool = True
    ) -> Any:
        entry = held_table().for_path(instance.path)
        subsites = [entry.id] if entry else []
        return people_holding(self._needed(actions), subsites=subsites, superusers=include_superusers)

    def instances_with_direct_explore_permission(self, user: Any) -> Any:
        if user.is_superuser:
            return self.model.base_page_model.objects.filter(depth=1)
        return list(self.model.base_page_model.objects.filter(path__in=self._explored_roots(user)))

    def _explored_roots(self, user: Any) -> list[str]:
        """Root paths, in the default language, of the subsites on which the person edits or publishes."""
        needed = self._needed(EXPLORING)
        table = held_table()
        reached = [entry for entry in table.all if needed & grants_of(user).get(entry.id, frozenset())]
        roots = {entry.root_path for entry in reached}
        return sorted(p for p in roots if not any(p != other and p.startswith(other) for other in roots))

    def explorable_root_instance(self, user: Any) -> Page | None:
        """Where the explorer starts: the home page of a person with one office, else the nearest common
        ancestor of their offices. Languages do not count: they would lift it to the tree's root."""
        name = self._explorable_root_instance_cache_name
        if not hasattr(user, name):
            pages = self.instances_with_direct_explore_permission(user)
            try:
                root = self.model.base_page_model.objects.first_common_ancestor_of(
                    pages, include_self=True, strict=True
                )
            except self.model.base_page_model.DoesNotExist:
                root = None
            setattr(user, name, root)
        return getattr(user, name)

    def explorable_instances(self, user: Any) -> Any:
        from core.plugin_host.gate import exclude_gated

        base = self._base_queryset_for_user(user)
        if base is not None:
            return exclude_gated(base)
        condition = Q(pk__in=())
        for reach in self._reaches(user, EXPLORING):
            condition |= reach.query()
        root = self.explorable_root_instance(user)
        if root is not None:
            # The way down from where the explorer starts to each office.
            steps = set()
            for path in self._explored_roots(user):
                steps |= {path[:end] for end in range(len(root.path), len(path), 4)}
            condition |= Q(path__in=steps)
        return exclude_gated(self.model._default_manager.filter(condition))
