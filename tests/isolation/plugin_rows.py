"""Rows of every plugin's models for an office, made as the contract suite makes them, and marked."""

from importlib import import_module
from typing import Any

from django.db import models
from django.utils.module_loading import module_has_submodule

from core.accounts.models import User
from core.plugin_api import PluginConfig, SubsiteOwned, installed_plugins
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


def mark_row(row: models.Model, text: str) -> None:
    """Write a mark into every text of a row."""
    texts = {field.name: text for field in row._meta.local_concrete_fields if is_text(field)}
    if texts:
        type(row)._base_manager.filter(pk=row.pk).update(**texts)


def make_rows(config: PluginConfig, subsite: Subsite, staff: User, text: Any) -> dict[str, str]:
    """One row of each SubsiteOwned model of the plugin; the keys, and the slugs of those that have one."""
    maker, made = RowMaker(config.slug, staff), {}
    for model in maker.row_types:
        row: SubsiteOwned = maker.make_row(model, subsite)
        kind = kind_of(config.slug, model)
        mark_row(row, text(f"row{model._meta.model_name}"))
        made[kind] = str(row.pk)
        if any(field.name == "slug" for field in model._meta.fields):
            made[f"{kind}_slug"] = str(row.slug)  # type: ignore[attr-defined]
    if (arguments := own_arguments(config)) is not None:
        made |= {argument_kind(config.slug, name): value for name, value in arguments(subsite).items()}
    return made


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
