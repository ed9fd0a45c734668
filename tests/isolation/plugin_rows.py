"""Rows of every plugin's models for an office, made as the contract suite makes them, and marked."""

import json
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.utils.module_loading import module_has_submodule

from core.accounts.models import User
from core.plugin_api import PluginConfig, SubsiteOwned, installed_plugins
from core.review.triggers import lay, lift
from core.tenancy.models import Subsite
from core.testing.contract_base import PluginTests

SHORTEST = 40
"""Shorter texts have no room for a mark."""


class RowMaker(PluginTests):
    """Makes rows of one plugin for the people of one office."""

    def __init__(self, slug: str, staff: User) -> None:
        self.slug = slug  # type: ignore[misc]
        self.staff = staff

    def _related(self, model: Any, subsite: Subsite) -> Any:
        return self.staff if issubclass(model, User) else super()._related(model, subsite)


def kind_of(slug: str, model: type[models.Model]) -> str:
    """Under what a row's key stands among an office's holdings."""
    return f"{slug}_{model._meta.model_name}"


def is_text(field: Any) -> bool:
    """Whether a field holds words of the office's own."""
    return (
        type(field) in {models.CharField, models.TextField}
        and not field.choices
        and (field.max_length is None or field.max_length >= SHORTEST)
    )


def with_mark(value: str, mark: str) -> str:
    """The mark in the place of a text; where the text holds JSON, in the place of every text within."""
    try:
        found = json.loads(value)
    except ValueError:
        return mark
    return json.dumps(_within(found, mark)) if isinstance(found, dict | list) else mark


def _within(value: Any, mark: str) -> Any:
    match value:
        case str():
            return mark
        case list():
            return [_within(each, mark) for each in value]
        case dict():
            return {name: _within(each, mark) for name, each in value.items()}
    return value


type Marked = tuple[SubsiteOwned, str]
"""A row, and the text that is to stand in it."""


def mark_rows(marked: Iterable[Marked]) -> None:
    """Write a mark into every text of these rows, past the database's guard on what is public."""
    connection.check_constraints()  # PostgreSQL lifts no trigger while checks of keys are put off
    lift(DEFAULT_DB_ALIAS)
    for row, text in marked:
        names = [field.name for field in row._meta.local_concrete_fields if is_text(field)]
        if names:
            stored = type(row)._base_manager.filter(pk=row.pk)
            found = stored.values(*names).get()
            stored.update(**{name: with_mark(value, text) for name, value in found.items()})
    connection.check_constraints()
    lay(DEFAULT_DB_ALIAS)


def make_rows(
    config: PluginConfig, subsite: Subsite, staff: User, text: Any
) -> tuple[dict[str, str], list[Marked]]:
    """One row of each SubsiteOwned model of the plugin: the keys, with the slugs of those that have one, and the rows
    with the marks that they are to have."""
    maker, made, marked = RowMaker(config.slug, staff), {}, []
    for model in maker.row_types:
        row: SubsiteOwned = maker.make_row(model, subsite)
        kind = kind_of(config.slug, model)
        marked.append((row, text(f"row{model._meta.model_name}")))
        made[kind] = str(row.pk)
        if any(field.name == "slug" for field in model._meta.fields):
            made[f"{kind}_slug"] = str(row.slug)  # type: ignore[attr-defined]
    if (arguments := own_arguments(config)) is not None:
        made |= {argument_kind(config.slug, name): value for name, value in arguments(subsite).items()}
    return made, marked


def own_arguments(config: PluginConfig) -> Any:
    """The plugin's `testing.address_arguments`, or None."""
    if not module_has_submodule(config.module, "testing"):
        return None
    return getattr(import_module(f"{config.name}.testing"), "address_arguments", None)


def argument_kind(slug: str, argument: str) -> str:
    """Under what such an argument stands among an office's holdings."""
    return f"{slug}_argument_{argument}"


def row_kinds(config: PluginConfig) -> list[str]:
    """The kinds of rows that a plugin has."""
    return [kind_of(config.slug, model) for model in config.get_models() if issubclass(model, SubsiteOwned)]


def every_plugin() -> tuple[PluginConfig, ...]:
    """All that are installed, others' too."""
    return tuple(installed_plugins())
