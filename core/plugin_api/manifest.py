"""The manifest of a plugin: what its `apps.py` says, and how it is judged.

This module is imported while settings load. It must not import models, and does not read settings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from django.apps import AppConfig, apps
from django.utils.functional import Promise

from core.access.permissions import PermissionDefinition
from core.access.roles import Role

from .problems import Fault, Problem, has_problem, report
from .version import CONTRACT_VERSION, ContractRangeError, accepts

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Text = "str | _StrPromise"

LABEL_PREFIX: Final = "plugin_"
RESERVED_SLUGS: Final = frozenset({"search", "api", "admin", "static", "media", "host", "subsites", "schema"})
"""Slugs that addresses below `-/` and `/api/v1/` already use."""
_SLUG = re.compile(r"[a-z][a-z0-9_]{1,39}")
_CODENAME = re.compile(r"[a-z][a-z0-9_]{1,59}")
_VERSION = re.compile(r"\d+(\.\d+){1,2}([a-z.+-][a-z0-9.+-]*)?")


class Availability(StrEnum):
    """Who may have a plugin as long as the centre has not said otherwise.

    OPTIONAL: each subsite decides. RESTRICTED: none, until central policy allows or forces it.
    ALWAYS_ON: all, and it can't be switched off.
    """

    OPTIONAL = "optional"
    RESTRICTED = "restricted"
    ALWAYS_ON = "always_on"


@dataclass(frozen=True, slots=True)
class PluginPermission:
    """A permission that a plugin adds on subsites, and the roles that hold it from the start.

    It is stored, and asked for, as `<slug>_<codename>`.
    """

    codename: str
    label: Text
    roles: tuple[Role, ...] = ()


class PluginConfig(AppConfig):
    """Base of every plugin's `apps.py`: the app config is the manifest.

    `name` and `label` follow from where the class is and from the slug; neither is written down.
    """

    default = False

    slug: ClassVar[str] = ""
    title: ClassVar[Text] = ""
    summary: ClassVar[Text] = ""
    version: ClassVar[str] = ""
    contract: ClassVar[str] = ""
    requires: ClassVar[tuple[str, ...]] = ()
    availability: ClassVar[Availability] = Availability.OPTIONAL
    permissions: ClassVar[tuple[PluginPermission, ...]] = ()
    icon: ClassVar[str] = "sliders"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.default = True
        if "name" not in cls.__dict__:
            cls.name = cls.__module__.rpartition(".")[0]
        if "label" not in cls.__dict__:
            cls.label = LABEL_PREFIX + cls.slug
        if "verbose_name" not in cls.__dict__:
            cls.verbose_name = cls.title if _is_given(cls.title) else cls.slug

    @property
    def access_permissions(self) -> tuple[PermissionDefinition, ...]:
        """The plugin's permissions as core.access reads them, under the names they are stored with."""
        return tuple(
            PermissionDefinition(
                permission_codename(self.slug, permission.codename), permission.label, permission.roles
            )
            for permission in self.permissions
        )

    def import_models(self) -> None:
        """Import the models; a plugin that fails here is left out instead of stopping the process."""
        broken = [slug for slug in self.requires if not apps.app_configs.get(LABEL_PREFIX + slug)]
        if broken:
            self._leave_out(
                Fault.MISSING_REQUIREMENT,
                f"it requires {', '.join(broken)}, which could not be loaded",
                "Mend the required plugin first; its own message says how.",
            )
            return
        try:
            super().import_models()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - it may raise anything
            self._leave_out(
                Fault.MODELS,
                f"its models could not be imported: {type(error).__name__}: {error}",
                f"Run `python -c 'import {self.name}.apps'` and mend the line it names; "
                "a missing package has to be installed beside the plugin.",
            )

    def _leave_out(self, fault: Fault, message: str, hint: str) -> None:
        from wagtail.models import PAGE_MODEL_CLASSES

        report(Problem(fault, self.slug, f"Plugin '{self.slug}' was left out: {message}.", hint))
        apps.all_models[self.label].clear()
        PAGE_MODEL_CLASSES[:] = [model for model in PAGE_MODEL_CLASSES if model._meta.app_label != self.label]
        # A new mapping, because Django is iterating over the old one.
        apps.app_configs = {label: app for label, app in apps.app_configs.items() if label != self.label}
        self.models = {}


def _is_given(text: object) -> bool:
    """Whether there is a text; a lazy one is not looked into, for nothing can be translated yet."""
    return isinstance(text, Promise) or bool(text)


def permission_codename(slug: str, codename: str) -> str:
    """The name under which a plugin's permission is stored and asked for."""
    return f"{slug}_{codename}"


def validate(config: type[PluginConfig]) -> Iterator[tuple[Fault, str, str]]:
    """Judge a manifest: (fault, what is wrong, what to do) for each fault found."""
    if not _SLUG.fullmatch(config.slug):
        yield (
            Fault.MANIFEST,
            f"its slug {config.slug!r} is not a name of 2 to 40 lower-case letters, digits and underscores",
            'Set `slug` in apps.py, for example `slug = "surveys"`.',
        )
    elif config.slug in RESERVED_SLUGS:
        yield (
            Fault.MANIFEST,
            f"its slug {config.slug!r} is reserved for addresses of the core",
            "Choose another slug.",
        )
    if config.label != LABEL_PREFIX + config.slug:
        yield (
            Fault.LABEL,
            f"its app label is {config.label!r} instead of {LABEL_PREFIX + config.slug!r}",
            "Remove `label` from apps.py: the contract sets it.",
        )
    for name in ("title", "summary", "version", "contract"):
        if not _is_given(getattr(config, name)):
            yield Fault.MANIFEST, f"its manifest has no `{name}`", f"Set `{name}` in apps.py."
    if config.version and not _VERSION.fullmatch(config.version):
        yield (
            Fault.MANIFEST,
            f"its version {config.version!r} is not like 1.0 or 1.0.2",
            "Write the version as numbers with points.",
        )
    if config.contract:
        yield from _judge_contract(config.contract)
    if not isinstance(config.availability, Availability):
        yield (
            Fault.MANIFEST,
            f"its availability {config.availability!r} is unknown",
            "Use a member of core.plugin_api.Availability.",
        )
    if not isinstance(config.requires, tuple) or not all(isinstance(slug, str) for slug in config.requires):
        yield (
            Fault.MANIFEST,
            "`requires` is not a tuple of slugs",
            'Write `requires = ("mailboxes",)`; the comma makes it a tuple.',
        )
    yield from _judge_permissions(config)


def _judge_contract(text: str) -> Iterator[tuple[Fault, str, str]]:
    present = ".".join(str(part) for part in CONTRACT_VERSION)
    try:
        fits = accepts(text)
    except ContractRangeError:
        yield (
            Fault.CONTRACT,
            f"its contract range {text!r} can't be read",
            'Write `contract = ">=1,<2"`: the upper end is a whole major version.',
        )
        return
    if not fits:
        yield (
            Fault.CONTRACT,
            f"it is written for contract {text}, and this core keeps contract {present}",
            "Install a version of the plugin that fits; docs/plugins/contract.md lists what changed.",
        )


def _judge_permissions(config: type[PluginConfig]) -> Iterator[tuple[Fault, str, str]]:
    seen = set()
    for permission in config.permissions:
        if not isinstance(permission, PluginPermission):
            yield (
                Fault.MANIFEST,
                f"the permission {permission!r} is not a PluginPermission",
                "Declare each permission as PluginPermission(codename, label, roles=…).",
            )
            continue
        if not _CODENAME.fullmatch(permission.codename) or not _is_given(permission.label):
            yield (
                Fault.MANIFEST,
                f"the permission {permission.codename!r} needs a lower-case codename and a label",
                "Give both; the label is what administrators read.",
            )
        if permission.codename in seen:
            yield (
                Fault.MANIFEST,
                f"the permission {permission.codename!r} is declared twice",
                "Declare it once.",
            )
        seen.add(permission.codename)


def installed_plugins() -> tuple[PluginConfig, ...]:
    """The plugins that are installed and loaded, in loading order (`requires`, then slug)."""
    return tuple(app for app in apps.get_app_configs() if isinstance(app, PluginConfig))


def plugin(slug: str) -> PluginConfig | None:
    """The manifest of an installed plugin without faults, or None."""
    config = apps.app_configs.get(LABEL_PREFIX + slug)
    if isinstance(config, PluginConfig) and not has_problem(slug):
        return config
    return None
