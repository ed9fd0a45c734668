"""Actions and kinds of objects in words."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

SUBJECTS: Mapping[str, str | Promise] = {
    "account": gettext_lazy("account"),
    "audit": gettext_lazy("audit record"),
    "column": gettext_lazy("column"),
    "county": gettext_lazy("county"),
    "demonstration": gettext_lazy("demonstration"),
    "personal_data": gettext_lazy("personal data"),
    "plugin": gettext_lazy("plugin"),
    "plugin_policy": gettext_lazy("plugin policy"),
    "plugin_settings": gettext_lazy("plugin settings"),
    "policy": gettext_lazy("policy"),
    "retention": gettext_lazy("retention rule"),
    "role": gettext_lazy("role"),
    "subsite": gettext_lazy("subsite"),
    "subsite_settings": gettext_lazy("subsite settings"),
}
"""The core's subjects; a plugin's are its models."""

VERBS: Mapping[str, str | Promise] = {
    "applied": pgettext_lazy("audit", "applied"),
    "assigned": pgettext_lazy("audit", "assigned"),
    "built": pgettext_lazy("audit", "built"),
    "changed": pgettext_lazy("audit", "changed"),
    "chosen": pgettext_lazy("audit", "chosen"),
    "configured": pgettext_lazy("audit", "configured"),
    "created": pgettext_lazy("audit", "created"),
    "deleted": pgettext_lazy("audit", "deleted"),
    "disabled": pgettext_lazy("audit", "switched off"),
    "enabled": pgettext_lazy("audit", "switched on"),
    "ended": pgettext_lazy("audit", "ended"),
    "erased": pgettext_lazy("audit", "erased"),
    "exported": pgettext_lazy("audit", "exported"),
    "pruned": pgettext_lazy("audit", "pruned"),
    "published": pgettext_lazy("audit", "published"),
    "removed": pgettext_lazy("audit", "removed"),
    "replaced": pgettext_lazy("audit", "replaced"),
    "restored": pgettext_lazy("audit", "restored"),
    "reverted": pgettext_lazy("audit", "set back"),
    "revoked": pgettext_lazy("audit", "revoked"),
    "set": pgettext_lazy("audit", "set"),
    "settings_changed": pgettext_lazy("audit", "settings changed"),
    "unpublished": pgettext_lazy("audit", "unpublished"),
    "viewed": pgettext_lazy("audit", "viewed"),
}


def kind_label(target_type: str) -> str:
    """A model's name in words; its label as written when the model is gone."""
    try:
        return str(apps.get_model(target_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return target_type


def action_label(action: str, target_type: str = "") -> str:
    """ "plugin.enabled" in words; the code's own words where there are no others."""
    subject, _dot, verb = action.rpartition(".")
    said = VERBS.get(verb, verb.replace("_", " "))
    return str(
        _("%(subject)s: %(verb)s") % {"subject": capfirst(_subject(subject, target_type)), "verb": said}
    )


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
