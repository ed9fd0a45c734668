"""Apply the steps about accounts and roles."""

from collections.abc import Callable

from core.access.actors import Actor
from core.access.services import assign_role
from core.accounts.models import User
from core.audit.services import record
from core.provisioning.applying_offices import Offices
from core.provisioning.rows import PersonRow
from core.provisioning.steps import Step

type PasswordSource = Callable[[str], str]


class People:
    """Makes and changes accounts, and gives roles."""

    def __init__(self, offices: Offices, by: Actor, passwords: PasswordSource | None) -> None:
        self.offices = offices
        self.by = by
        self.passwords = passwords
        self._users: dict[str, User] = {}

    def create_account(self, step: Step) -> int:
        """Make an account. Without a source of demonstration passwords nobody can sign in with it until a
        password is set by mail. Returns the account's id."""
        row = _row(step)
        user = User(username=row.username, name=row.name, email=row.email)
        if self.passwords is None:
            user.set_unusable_password()
        else:
            user.is_demonstration = True
            user.set_password(self.passwords(row.username))
        user.save()
        self._users[row.username.lower()] = user
        record(action="account.created", by=self.by, target=user)
        return int(user.pk)

    def change_account(self, step: Step) -> None:
        """Write the values that changed."""
        user = User.objects.get(pk=step.object_id)
        for change in step.changes:
            setattr(user, change.name, change.after)
        user.save()
        names = sorted(change.name for change in step.changes)
        record(action="account.changed", by=self.by, target=user, data={"fields": names})

    def assign(self, step: Step) -> int:
        """Give a role. Returns the account's id."""
        row = _row(step)
        user = self._user(row.username)
        assign_role(user=user, role=row.role, subsite=self.offices.subsites[row.organisation], by=self.by)
        return int(user.pk)

    def _user(self, username: str) -> User:
        key = username.lower()
        if key not in self._users:
            self._users[key] = User.objects.get(username__iexact=username)
        return self._users[key]


def _row(step: Step) -> PersonRow:
    if not isinstance(step.row, PersonRow):
        raise TypeError(step)
    return step.row
