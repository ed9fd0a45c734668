"""Staff accounts and their roles."""

from itertools import cycle, islice

from core.access.actors import SYSTEM
from core.access.roles import Role
from core.access.services import assign_role
from core.accounts.models import User
from core.tenancy.table import SubsiteEntry

from .sizes import Size

ROLES = (Role.CONTRIBUTOR, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.APPROVER, Role.MANAGER)


def make_accounts(size: Size) -> list[User]:
    """So many accounts without a usable password; the first two are the people who are measured."""
    people = [
        User(
            username=f"person{number}",
            name=f"职员{number}",
            email=f"person{number}@county.example",
            password="!",
        )
        for number in range(size.accounts)
    ]
    return User.objects.bulk_create(people, batch_size=500)


def measured_people() -> tuple[User, User]:
    """The two whose screens are measured: the first office's contributor and its manager."""
    return User.objects.get(username="person0"), User.objects.get(username="person1")


def give_roles(people: list[User], entries: list[SubsiteEntry], size: Size) -> None:
    """The measured people are the first office's contributor and its manager, who also sees what is locked; the
    others get the roles in turn, office by office."""
    assign_role(user=people[0], role=Role.CONTRIBUTOR, subsite=entries[0], by=SYSTEM)
    assign_role(user=people[1], role=Role.MANAGER, subsite=entries[0], by=SYSTEM)
    places = ((entry, role) for role in cycle(ROLES) for entry in entries)
    for number, (entry, role) in enumerate(islice(places, size.assignments - 2)):
        assign_role(user=people[2 + number % (len(people) - 2)], role=role, subsite=entry, by=SYSTEM)
