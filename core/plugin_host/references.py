"""What a form may refer to: a forged reference would show, or change, another office's things."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm, ModelChoiceField

from core.admin_scoping.references import Reference, references_of, refuse_foreign_references
from core.tenancy.models import Subsite, SubsiteOwned


def limit_choices(form: BaseForm, subsite_ids: Sequence[int]) -> None:
    """Let every choice among subsites or among their rows offer, and accept, these subsites' only."""
    for field in form.fields.values():
        if not isinstance(field, ModelChoiceField) or field.queryset is None:
            continue
        if issubclass(field.queryset.model, Subsite):
            field.queryset = field.queryset.filter(pk__in=subsite_ids)
        elif issubclass(field.queryset.model, SubsiteOwned):
            field.queryset = field.queryset.filter(subsite_id__in=subsite_ids)


def refuse_foreign_rows(form: Any, subsite_field: str = "subsite") -> None:
    """Add an error to every field that refers to what is neither of the object's own subsite nor published."""
    own = form.cleaned_data.get(subsite_field) or getattr(form.instance, subsite_field, None)
    if own is None:
        return
    kept: set[Reference] = set()
    if form.instance.pk:
        kept = references_of(type(form.instance)._default_manager.get(pk=form.instance.pk))
    refuse_foreign_references(form, subsite_id=own.pk, kept=kept)
