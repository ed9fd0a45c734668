"""Actions and kinds of objects in words."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.plugin_api.contributions import AuditVerb
from core.plugin_host.gate import slug_of_label
from core.plugin_host.registry import contributions_at

SUBJECTS: Mapping[str, str | Promise] = {
    "account": gettext_lazy("account"),
    "audit": gettext_lazy("audit record"),
    "break_glass": gettext_lazy("break-glass account"),
    "citizen": gettext_lazy("citizen"),
    "column": gettext_lazy("column"),
    "county": gettext_lazy("county"),
    "demonstration": gettext_lazy("demonstration"),
    "grants": gettext_lazy("grants"),
    "invitation": gettext_lazy("invitation"),
    "member": gettext_lazy("member"),
    "membership": gettext_lazy("membership"),
    "personal_data": gettext_lazy("personal data"),
    "plugin": gettext_lazy("plugin"),
    "plugin_policy": gettext_lazy("plugin policy"),
    "plugin_settings": gettext_lazy("plugin settings"),
    "policy": gettext_lazy("policy"),
    "retention": gettext_lazy("retention rule"),
    "review": gettext_lazy("review"),
    "role": gettext_lazy("role"),
    "subsite": gettext_lazy("subsite"),
    "subsite_settings": gettext_lazy("subsite settings"),
    "superuser": gettext_lazy("superuser"),
    "translation": gettext_lazy("translation"),
    "work": gettext_lazy("work"),
}
"""The core's subjects; a plugin's are its models."""

VERBS: Mapping[str, str | Promise] = {
    "accepted": pgettext_lazy("audit", "accepted"),
    "applied": pgettext_lazy("audit", "applied"),
    "assigned": pgettext_lazy("audit", "assigned"),
    "built": pgettext_lazy("audit", "built"),
    "changed": pgettext_lazy("audit", "changed"),
    "chosen": pgettext_lazy("audit", "chosen"),
    "cleared": pgettext_lazy("audit", "cleared"),
    "closed": pgettext_lazy("audit", "closed"),
    "created": pgettext_lazy("audit", "created"),
    "declined": pgettext_lazy("audit", "declined"),
    "deleted": pgettext_lazy("audit", "deleted"),
    "disabled": pgettext_lazy("audit", "switched off"),
    "enabled": pgettext_lazy("audit", "switched on"),
    "ended": pgettext_lazy("audit", "ended"),
    "erased": pgettext_lazy("audit", "erased"),
    "exported": pgettext_lazy("audit", "exported"),
    "factor_added": pgettext_lazy("audit", "second factor added"),
    "factors_forgotten": pgettext_lazy("audit", "second factors taken away"),
    "handed_over": pgettext_lazy("audit", "handed over"),
    "identity_connected": pgettext_lazy("audit", "identity service connected"),
    "invited": pgettext_lazy("audit", "invited"),
    "left": pgettext_lazy("audit", "left"),
    "moved": pgettext_lazy("audit", "moved"),
    "opened": pgettext_lazy("audit", "opened"),
    "published": pgettext_lazy("audit", "published"),
    "registered": pgettext_lazy("audit", "registered"),
    "removed": pgettext_lazy("audit", "removed"),
    "requested": pgettext_lazy("audit", "asked for a screen"),
    "reverted": pgettext_lazy("audit", "set back"),
    "revoked": pgettext_lazy("audit", "revoked"),
    "rule_removed": pgettext_lazy("audit", "rule removed"),
    "rule_set": pgettext_lazy("audit", "rule set"),
    "schedule_refused": pgettext_lazy("audit", "scheduled publication refused"),
    "session_ended": pgettext_lazy("audit", "session ended"),
    "sessions_ended": pgettext_lazy("audit", "all sessions ended"),
    "set": pgettext_lazy("audit", "set"),
    "settings_changed": pgettext_lazy("audit", "settings changed"),
    "signed_in": pgettext_lazy("audit", "signed in"),
    "stand_in_ended": pgettext_lazy("audit", "standing in ended"),
    "stand_in_handed_over": pgettext_lazy("audit", "standing in handed over"),
    "stand_in_set": pgettext_lazy("audit", "stand-in named"),
    "step_passed": pgettext_lazy("audit", "step passed"),
    "step_returned": pgettext_lazy("audit", "returned with remarks"),
    "submitted": pgettext_lazy("audit", "submitted"),
    "unpublished": pgettext_lazy("audit", "unpublished"),
    "viewed": pgettext_lazy("audit", "viewed"),
    "withdrawn": pgettext_lazy("audit", "withdrawn"),
}
"""What the core records, and the plain acts of whoever writes; a plugin declares more with AuditVerb."""


def kind_label(target_type: str) -> str:
    """A model's name in words; its label as written when the model is gone."""
    try:
        return str(apps.get_model(target_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return target_type


def action_label(action: str, target_type: str = "") -> str:
    """ "plugin.enabled" in words; the code's own words where there are no others."""
    subject, _dot, verb = action.rpartition(".")
    said = _verb(verb, subject, target_type)
    return str(
        _("%(subject)s: %(verb)s") % {"subject": capfirst(_subject(subject, target_type)), "verb": said}
    )


def has_subject(subject: str) -> bool:
    """Whether the core has words for the first part of an action; a plugin's are the names of its models."""
    return subject in SUBJECTS


def _verb(verb: str, subject: str, target_type: str) -> str | Promise:
    """The words of the plugin that recorded it, else the core's, else another plugin's, else the verb itself."""
    slugs = (slug_of_label(target_type.partition(".")[0]), subject.partition(".")[0])
    declared = {owned.id: owned.contribution for owned in contributions_at(AuditVerb.point)}
    for slug in slugs:
        own = declared.get(f"{slug}.{verb}")
        if isinstance(own, AuditVerb):
            return own.label
    if verb in VERBS:
        return VERBS[verb]
    others = (each.label for each in declared.values() if isinstance(each, AuditVerb) and each.name == verb)
    return next(others, verb.replace("_", " "))


def _subject(subject: str, target_type: str) -> str:
    if subject in SUBJECTS:
        return str(SUBJECTS[subject])
    slug, _dot, model = subject.rpartition(".")
    for label in (f"plugin_{slug}.{model}", target_type):
        if (words := kind_label(label)) != label:
            return words
    return subject.replace("_", " ")


def details(data: Any) -> list[tuple[str, str]]:
    """A record's details as names and texts, however deep they lie."""
    found: list[tuple[str, str]] = []

    def collect(name: str, value: Any) -> None:
        if isinstance(value, dict):
            for inner, each in value.items():
                collect(f"{name}.{inner}" if name else inner, each)
        elif isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
            found.append((name, _(", ").join(_text(each) for each in value)))
        elif isinstance(value, list):
            for place, each in enumerate(value, 1):
                collect(f"{name}.{place}", each)
        else:
            found.append((name, _text(value)))

    collect("", data)
    return found


def _text(value: Any) -> str:
    match value:
        case None:
            return "–"
        case True:
            return str(_("yes"))
        case False:
            return str(_("no"))
    return str(value)
