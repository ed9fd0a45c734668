"""What people call a field of reviewed content."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from .kinds import kind_of


def field_label(kind_id: str, name: str) -> str:
    """The field's name as its form writes it; what is stored, where nobody has another word for it."""
    kind = kind_of(kind_id)
    if kind is not None and name in kind.owned.contribution.labels:
        return str(kind.owned.contribution.labels[name])
    model = _model(kind_id)
    if model is None:
        return name
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if field.auto_created and field.is_relation:
        return str(field.related_model._meta.verbose_name_plural)
    return str(field.verbose_name)


def _model(kind_id: str) -> Any:
    if (kind := kind_of(kind_id)) is not None:
        return kind.owned.contribution.model
    try:
        return apps.get_model(kind_id)
    except (LookupError, ValueError):
        return None
