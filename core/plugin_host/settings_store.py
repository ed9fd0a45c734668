"""A plugin's settings per subsite: JSON by field name, typed by the plugin's form."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Field, Form

from core.access.actors import Actor
from core.access.grants import require
from core.audit.services import record
from core.plugin_api.contributions import SettingsForm
from core.tenancy.holding import held_table, let_go
from core.tenancy.models import Subsite
from core.tenancy.table import touch_revision

from .models import PluginSetting
from .registry import contributions_at


def settings_form(slug: str) -> SettingsForm | None:
    """The plugin's settings form, or None."""
    for owned in contributions_at(SettingsForm.point):
        if owned.owner == slug and isinstance(owned.contribution, SettingsForm):
            return owned.contribution
    return None


def plugin_settings(slug: str, subsite: Any) -> Mapping[str, Any]:
    """The plugin's settings on a subsite, typed by its form; what was never set has the field's `initial`.

    One query per plugin and subsite until a setting, a switch or a subsite changes. Raises LookupError when
    the plugin has no settings form.
    """
    contribution = settings_form(slug)
    if contribution is None:
        raise LookupError(f"Plugin {slug!r} has no settings form.")
    kept: dict[tuple[int, str], Mapping[str, Any]] = held_table().derive("plugin_settings", lambda _table: {})
    key = (subsite.pk, slug)
    if key not in kept:
        kept[key] = MappingProxyType(_typed(contribution.form().fields, stored_values(slug, subsite)))
    return kept[key]


def stored_values(slug: str, subsite: Any) -> dict[str, Any]:
    """What is stored, as JSON by field name."""
    row = PluginSetting.objects.filter(subsite_id=subsite.pk, slug=slug).first()
    return dict(row.values) if row else {}


@transaction.atomic
def save_settings(*, slug: str, subsite: Any, form: Form, by: Actor) -> None:
    """Keep the cleaned values of the plugin's form for a subsite.

    Raises PermissionDenied without the form's permission there, ValueError for an invalid form.
    """
    contribution = settings_form(slug)
    if contribution is None or not isinstance(form, contribution.form) or not form.is_valid():
        raise ValueError("a valid form of the plugin's own is needed")
    require(by, contribution.permission, subsite)
    values = {name: field.prepare_value(form.cleaned_data.get(name)) for name, field in form.fields.items()}
    row = Subsite.objects.get(pk=subsite.pk)
    PluginSetting.objects.update_or_create(subsite=row, slug=slug, defaults={"values": values})
    record(
        action="plugin_settings.changed",
        by=by,
        subsite=subsite,
        data={"plugin": slug, "fields": sorted(form.changed_data)},
    )
    touch_revision()
    let_go()


def _typed(fields: Mapping[str, Field], stored: Mapping[str, Any]) -> dict[str, Any]:
    values = {}
    for name, field in fields.items():
        initial = field.initial() if callable(field.initial) else field.initial
        try:
            values[name] = field.to_python(stored[name]) if name in stored else initial
        except ValidationError:  # the plugin's new version no longer takes what is stored
            values[name] = initial
    return values
