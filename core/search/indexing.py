"""Keeping the index up to date: saved objects are indexed by a task, after their transaction has committed."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.index import FilterField, get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler

from .tasks import index_object

_suspended: ContextVar[bool] = ContextVar("core_search_suspended", default=False)


@contextmanager
def suspended() -> Iterator[None]:
    """What is saved inside, by this thread or task, is not indexed."""
    token = _suspended.set(True)
    try:
        yield
    finally:
        _suspended.reset(token)


def connect() -> None:
    """Take the place of modelsearch's handler, which enqueues within the transaction, and whatever was saved."""
    for model in get_indexed_models():
        if post_save.disconnect(post_save_signal_handler, sender=model):
            post_save.connect(_index_saved, sender=model)


def _index_saved(
    instance: Model,
    using: str,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **_kwargs: Any,
) -> None:
    if raw or _suspended.get() or _stays_as_indexed(type(instance), update_fields):
        return
    key = (instance._meta.app_label, str(instance._meta.model_name), str(instance.pk))
    transaction.on_commit(partial(_enqueue, *key), using=using)


def _stays_as_indexed(model: Any, update_fields: Collection[str] | None) -> bool:
    """Whether nothing of what was saved is in the index: a draft only changes the notes on revisions."""
    if update_fields is None:
        return False
    own = {field.name for field in model._meta.get_fields()}
    stored = {field.field_name for field in model.get_search_fields() if not isinstance(field, FilterField)}
    return stored <= own and not stored & set(update_fields)


def _enqueue(app_label: str, model_name: str, key: str) -> None:
    index_object.enqueue(app_label, model_name, key)


def check_order(**_kwargs: Any) -> list[checks.CheckMessage]:
    """core.search has to come after wagtail.search, whose handlers it replaces when it is ready."""
    labels = [config.label for config in apps.get_app_configs()]
    if labels.index("core_search") > labels.index("wagtailsearch"):
        return []
    message = "core.search must stand after wagtail.search in INSTALLED_APPS."
    return [
        checks.Error(message, hint="Else every save is indexed within the request.", id="core_search.E001")
    ]
