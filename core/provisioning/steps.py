"""What a build is going to do, as data: it can be printed, compared and applied."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.provisioning.merging import Change
from core.provisioning.rows import ColumnRow, OrganisationRow, PersonRow, SettingsRow

type AnyRow = OrganisationRow | ColumnRow | PersonRow | SettingsRow


class Action(StrEnum):
    """What happens to one thing."""

    CREATE = "create"
    CHANGE = "change"
    NOTHING = "nothing"
    GONE = "gone"
    """Its row vanished from the files. It is told; nothing is deleted."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing and what happens to it.

    ``key`` names it as ProvisionedRecord does; ``office`` is its office's code, "" for accounts. ``kept`` are
    values that the files would change but that an office changed itself; ``note`` is a remark.
    """

    action: Action
    subject: str
    key: str
    label: str
    office: str = ""
    row: AnyRow | None = None
    values: dict[str, Any] | None = None
    changes: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()
    provisioned: dict[str, Any] | None = None
    object_id: int = 0
    note: str = ""

    @property
    def writes(self) -> bool:
        """Whether applying this step touches anything but the memory of what was provisioned."""
        return self.action in {Action.CREATE, Action.CHANGE}


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps in the order in which they are applied."""

    steps: tuple[Step, ...]

    def count(self) -> Counter[Action]:
        """How many steps there are of each action."""
        return Counter(step.action for step in self.steps)

    @property
    def writes(self) -> bool:
        """Whether applying the plan changes anything."""
        return any(step.writes for step in self.steps)

    def of(self, *subjects: str) -> list[Step]:
        """The steps about these subjects."""
        return [step for step in self.steps if step.subject in subjects]
