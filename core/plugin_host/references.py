"""What a form may refer to: a forged reference would show, or change, another office's things."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.forms import BaseForm, ModelChoiceField
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.tenancy.models import Subsite, SubsiteOwned
from core.tenancy.table import subsite_table


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
    """Add an error to every field that refers to a row of another subsite than the object's own."""
    own = form.cleaned_data.get(subsite_field) or getattr(form.instance, subsite_field, None)
    for name, value in list(form.cleaned_data.items()):
        rows = value if isinstance(value, models.QuerySet) else [value]
        if own is not None and any(_is_foreign(row, own.pk) for row in rows):
            form.add_error(name, _("This belongs to another subsite."))


def _is_foreign(row: Any, subsite_id: int) -> bool:
    """A row of another subsite, or a page of another that the public does not see."""
    if isinstance(row, SubsiteOwned):
        return row.subsite_id != subsite_id
    if isinstance(row, Page):
        entry = subsite_table().for_page(row)
        return not row.live and (entry is None or entry.id != subsite_id)
    return False
