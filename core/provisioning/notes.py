"""Words of a plan for people: what a step is about, what it does, and why a step does nothing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.provisioning.steps import Action, Step

ACTIONS: dict[Action, Promise] = {
    Action.CREATE: pgettext_lazy("step of a build", "create"),
    Action.CHANGE: pgettext_lazy("step of a build", "change"),
    Action.NOTHING: pgettext_lazy("step of a build", "nothing"),
    Action.GONE: pgettext_lazy("step of a build", "not in the files"),
}

SUBJECTS: dict[str, Promise] = {
    "office": pgettext_lazy("subject of a step", "office"),
    "settings": pgettext_lazy("subject of a step", "settings"),
    "column": pgettext_lazy("subject of a step", "column"),
    "account": pgettext_lazy("subject of a step", "account"),
    "role": pgettext_lazy("subject of a step", "role"),
}

NOTES: dict[str, Promise] = {
    "removed": _("The office removed this column, or the one above it. It is not built again."),
    "address_taken": _("Another page of the office has this address. The column is not built."),
    "type_differs": _("A list of articles and an index of offices cannot become each other. The page stays."),
    "role_revoked": _("The role was taken away since. It is not given again."),
}


def line(step: Step) -> str:
    """A step in one line."""
    return f"{ACTIONS[step.action]}: {SUBJECTS[step.subject]} {step.key} {step.label}".rstrip()


def details(step: Step) -> list[str]:
    """What changes, what an office keeps, and why nothing happens, a line each."""
    found = [f"{change.name}: {_shown(change.before)} → {_shown(change.after)}" for change in step.changes]
    found += [
        str(_("%(name)s stays %(present)s, as the office has it; the files say %(wanted)s"))
        % {"name": change.name, "present": _shown(change.before), "wanted": _shown(change.after)}
        for change in step.kept
    ]
    if step.note:
        found.append(str(NOTES[step.note]))
    return found


def worth_telling(step: Step) -> bool:
    """Whether a step is anything but "all is as it should be"."""
    return step.action is not Action.NOTHING or bool(step.kept) or bool(step.note)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(pgettext_lazy("value", "yes") if value else pgettext_lazy("value", "no"))
    return f"“{value}”"
