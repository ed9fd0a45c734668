"""Three offices full of marked facts, and the people who are walked as."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import TestCase

from core.access.actors import SYSTEM
from core.access.roles import CENTRAL_ROLES, Role
from core.access.services import assign_role, revoke_role
from core.accounts.models import User
from core.tenancy.models import Subsite
from core.testing.county import County, build_test_county, make_subsite

from .database import Ownership, keys_of, kinds, links, read_all
from .furnishing import Furnisher, person
from .holdings import Holdings
from .marks import mark


@dataclass
class World:
    """The county that is walked. `people` by what they are; `visitor` is None."""

    county: County
    a: Holdings
    b: Holdings
    c: Holdings
    people: Mapping[str, User | None]
    ownership: Ownership
    subsites: Mapping[str, Subsite] = field(default_factory=dict)

    def role_permissions(self, name: str) -> frozenset[str]:
        """Codenames that the person holds on office A."""
        from core.access.grants import grants_of

        account = self.people[name]
        if account is None:
            return frozenset()
        return grants_of(User.objects.get(pk=account.pk)).get(self.subsites["a"].pk, frozenset())


ROLES = tuple(role.value for role in Role if role not in CENTRAL_ROLES)


def on_commit_too() -> Any:
    """What is due on commit is done at the end, as if it were committed."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def make_office(county: County, letter: str, slug: str) -> Subsite:
    """An empty township."""
    return make_subsite(
        slug=slug, name=f"{mark(letter, 'openname')}镇", kind="township", hostname=f"{slug}.localhost",
        parent_page=county.shiqiao.root_page.get_parent().specific, parent=county.portal.organisation,
    )  # fmt: skip


def build() -> World:
    """The county with offices A, B and C, and everybody."""
    people: dict[str, User | None] = {role: person(f"walks-{role}", f"行者{role}") for role in ROLES}
    moved, both = person("walks-moved", "调动者"), person("walks-both", "兼任者")
    with on_commit_too():
        county = build_test_county()
        offices = {
            letter: make_office(county, letter, slug) for letter, slug in (("a", "alpha"), ("c", "gamma"))
        }
        a, c = (Furnisher(letter, offices[letter]).furnish() for letter in ("a", "c"))
        for role in ROLES:
            assign_role(user=people[role], role=role, subsite=offices["a"], by=SYSTEM)
        for letter in ("a", "c"):
            assign_role(user=both, role=Role.MANAGER, subsite=offices[letter], by=SYSTEM)
    before = keys_of(read_all())
    with on_commit_too():
        offices["b"] = make_office(county, "b", "beta")
        assign_role(user=moved, role=Role.MANAGER, subsite=offices["b"], by=SYSTEM)
        b = Furnisher("b", offices["b"], moved).furnish()
        revoke_role(user=moved, role=Role.MANAGER, subsite=offices["b"], by=SYSTEM)
    owned = keys_of(read_all()) - before
    with on_commit_too():
        assign_role(user=moved, role=Role.MANAGER, subsite=offices["a"], by=SYSTEM)
    people |= {"moved": moved, "both": both, "visitor": None}
    ownership = Ownership(read_all(), frozenset(owned), links(), kinds())
    return World(county, a, b, c, people, ownership, offices)
