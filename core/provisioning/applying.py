"""Apply a plan, step by step, and remember what was provisioned. Runs inside the caller's transaction."""

from collections.abc import Callable

from core.access.actors import Actor
from core.provisioning.applying_columns import Columns
from core.provisioning.applying_offices import Offices
from core.provisioning.applying_people import PasswordSource, People
from core.provisioning.models import ProvisionedRecord, Subject
from core.provisioning.pages import Pages
from core.provisioning.present import Present
from core.provisioning.steps import Action, Plan, Step

type Progress = Callable[[int, int, Step], None]


def apply(
    plan: Plan, present: Present, *, by: Actor, passwords: PasswordSource | None, progress: Progress
) -> None:
    """Do every step of the plan in order, telling ``progress`` (steps done, steps in all, the step)."""
    pages = Pages()
    builder = _Builder(pages, Offices(pages, by), by, passwords)
    for number, step in enumerate(plan.steps, start=1):
        builder.do(step)
        progress(number, len(plan.steps), step)
    pages.finish()
    remember(plan, builder.built, present)


class _Builder:
    """Hands each step to who does it."""

    def __init__(self, pages: Pages, offices: Offices, by: Actor, passwords: PasswordSource | None) -> None:
        self.offices = offices
        self.columns = Columns(pages, offices, by)
        self.people = People(offices, by, passwords)
        self.built: dict[tuple[str, str], int] = {}

    def do(self, step: Step) -> None:
        """Apply one step and note the id of what it built, or of what was there."""
        object_id = step.object_id
        match step.subject, step.action:
            case Subject.OFFICE, Action.CREATE:
                object_id = self.offices.create(step)
            case Subject.OFFICE, Action.CHANGE:
                self.offices.change(step)
            case Subject.SETTINGS, Action.CREATE | Action.CHANGE:
                object_id = self.offices.write_settings(step)
            case Subject.COLUMN, Action.CREATE:
                object_id = self.columns.create(step)
            case Subject.COLUMN, Action.CHANGE:
                self.columns.change(step)
            case Subject.ACCOUNT, Action.CREATE:
                object_id = self.people.create_account(step)
            case Subject.ACCOUNT, Action.CHANGE:
                self.people.change_account(step)
            case Subject.ROLE, Action.CREATE:
                object_id = self.people.assign(step)
        if step.subject == Subject.COLUMN and object_id:
            self.offices.columns[step.key] = object_id
        self.built[step.subject, step.key] = object_id


def remember(plan: Plan, built: dict[tuple[str, str], int], present: Present) -> None:
    """Write the records that are new or say something else than before; nothing where all is as it was."""
    new: list[ProvisionedRecord] = []
    changed: list[ProvisionedRecord] = []
    for step in plan.steps:
        if step.provisioned is None:
            continue
        key = (step.subject, step.key)
        row = ProvisionedRecord(
            subject=step.subject, key=step.key, object_id=built[key], values=step.provisioned
        )
        before = present.records.get(key)
        if before is None:
            new.append(row)
        elif (before.object_id, before.values) != (row.object_id, row.values):
            changed.append(row)
    ProvisionedRecord.objects.bulk_create(new, batch_size=500)
    for row in changed:
        ProvisionedRecord.objects.filter(subject=row.subject, key=row.key).update(
            object_id=row.object_id, values=row.values
        )
