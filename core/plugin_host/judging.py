"""What the host asks of a plugin's code, beyond its manifest: the rules that keep the gates tight."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.db import models
from django.utils.module_loading import module_has_submodule
from wagtail.models import Page

from core.access.permissions import definitions
from core.plugin_api.contributions import AdminMenuItem, ApiRoute, Contribution, DashboardPanel, SettingsForm
from core.plugin_api.manifest import PluginConfig, installed_plugins
from core.plugin_api.problems import Fault, Problem
from core.tenancy.models import SubsiteOwned

from .registry import contributions_at


def judge_all() -> Iterator[Problem]:
    """Every fault of every installed plugin that its code shows."""
    for config in installed_plugins():
        yield from judge(config)


def judge(config: PluginConfig) -> Iterator[Problem]:
    """The faults of one plugin."""
    for fault, message, hint in (*_models(config), *_modules(config), *_contributions(config)):
        yield Problem(fault, config.slug, f"Plugin '{config.slug}': {message}.", hint)


type Finding = tuple[Fault, str, str]


def _models(config: PluginConfig) -> Iterator[Finding]:
    from core.plugin_api.pages import PluginPage

    for model in config.get_models():
        if issubclass(model, Page):
            if not issubclass(model, PluginPage):
                yield (
                    Fault.PAGE_BASE,
                    f"the page type {model.__name__} does not derive from PluginPage",
                    "Derive it from core.plugin_api.PluginPage: that is where creating and moving are gated.",
                )
        elif not _is_scoped(model, set()):
            yield (
                Fault.UNSCOPED_MODEL,
                f"the model {model.__name__} does not say which subsite owns a row",
                (
                    "Derive it from core.plugin_api.SubsiteOwned, or give it a required foreign key to a model "
                    "of this plugin that is."
                ),
            )


def _is_scoped(model: type[models.Model], seen: set[type[models.Model]]) -> bool:
    """Whether a row belongs to a subsite: itself, or by a required key to something of the plugin that does."""
    if issubclass(model, (SubsiteOwned, Page)):
        return True
    seen.add(model)
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey) or field.null:
            continue
        target: Any = field.related_model
        own = target._meta.app_label == model._meta.app_label
        if own and target not in seen and _is_scoped(target, seen):
            return True
    return False


def _modules(config: PluginConfig) -> Iterator[Finding]:
    if module_has_submodule(config.module, "wagtail_hooks"):
        yield (
            Fault.FORBIDDEN_MODULE,
            "it has a wagtail_hooks.py, which would run for every subsite",
            "Use contributions; docs/plugins/extension-points/ lists what there is.",
        )
    for name, fault in (("urls", Fault.PUBLIC_URLS), ("public", Fault.PUBLIC_MODULE)):
        if not module_has_submodule(config.module, name):
            continue
        try:
            import_module(f"{config.name}.{name}")
        except (Exception, SystemExit) as error:  # noqa: BLE001 - it may raise anything
            yield (
                fault,
                f"{name}.py could not be imported: {type(error).__name__}: {error}",
                "Mend the line it names.",
            )


def _contributions(config: PluginConfig) -> Iterator[Finding]:
    for point in (AdminMenuItem, DashboardPanel, SettingsForm, ApiRoute):
        for owned in contributions_at(point.point):
            if owned.owner == config.slug:
                yield from _judge_contribution(owned.contribution)


def _judge_contribution(contribution: Contribution) -> Iterator[Finding]:
    from core.plugin_api.api import SubsiteApiViewSet
    from core.plugin_api.viewsets import SubsiteScreens

    permission = getattr(contribution, "permission", None)
    if permission is not None and permission not in definitions():
        yield (
            Fault.CONTRIBUTIONS,
            f"the {contribution.point} entry {contribution.name!r} names an unknown permission {permission!r}",
            "Declare it in the manifest, and name it as it is stored: <slug>_<codename>.",
        )
    if isinstance(contribution, AdminMenuItem) and not isinstance(contribution.viewset, SubsiteScreens):
        yield (
            Fault.UNSCOPED_SCREEN,
            f"the screens of the menu item {contribution.name!r} are not a SubsiteViewSet or SubsiteScreens",
            "Derive them from core.plugin_api: Wagtail's own viewsets show every office's rows.",
        )
    if isinstance(contribution, ApiRoute) and not issubclass(contribution.viewset, SubsiteApiViewSet):
        yield (
            Fault.UNSCOPED_SCREEN,
            f"the API route {contribution.name!r} is not a SubsiteApiViewSet",
            "Derive it from core.plugin_api.SubsiteApiViewSet: that is where the gate is asked.",
        )
