"""Finding plugins: folders first, then installed distributions.

Called while settings load, so nothing here reads settings or imports models.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import entry_points
from inspect import getmembers, isclass
from pathlib import Path
from typing import Final

from .manifest import PluginConfig, validate
from .problems import Fault, Problem, report

ENTRY_POINT_GROUP: Final = "countywide.plugins"
PLUGINS_FOLDER: Final = Path(__file__).resolve().parent.parent.parent / "plugins"


class _RefusedError(Exception):
    """A candidate can't be used; the fault has been reported."""


def discover(folder: Path = PLUGINS_FOLDER) -> list[str]:
    """The dotted paths of all sound plugins' app configs, for INSTALLED_APPS.

    Folders `plugins/<slug>/apps.py` come first (not those starting with an underscore), then entry points
    of the group `countywide.plugins`; the result is sorted by `requires`, then slug. What is broken is
    reported (`core.plugin_api.problems`) and left out; this never raises because of a plugin.
    """
    found: dict[str, type[PluginConfig]] = {}
    for source, module, attribute in (*_folders(folder), *_entries()):
        try:
            config = _examine(source, module, attribute)
        except _RefusedError:
            continue
        if other := found.get(config.slug):
            _report(
                Fault.DUPLICATE_SLUG,
                f"{config.slug} ({source})",
                f"its slug '{config.slug}' belongs to {other.__module__} already",
                f"Keep one of {other.__module__} and {config.__module__}, or rename one.",
            )
            continue
        found[config.slug] = config
    ordered = _sorted(_without_missing(found))
    return [f"{config.__module__}.{config.__qualname__}" for config in ordered]


def _folders(folder: Path) -> Iterator[tuple[str, str, str]]:
    if not folder.is_dir():
        return
    for apps_file in sorted(folder.glob("*/apps.py")):
        name = apps_file.parent.name
        if not name.startswith(("_", ".")):
            yield name, f"{folder.name}.{name}.apps", ""


def _entries() -> Iterator[tuple[str, str, str]]:
    for entry in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda entry: (entry.name, entry.value)):
        module, _colon, attribute = entry.value.partition(":")
        if all(part.isidentifier() for part in module.strip().split(".")):
            yield entry.name, module.strip(), attribute.strip()
        else:
            _report(
                Fault.IMPORT,
                entry.name,
                f"its entry point says {entry.value!r}, which names no module",
                f'Write `{entry.name} = "package.apps:Config"` below [project.entry-points."{ENTRY_POINT_GROUP}"].',
            )


def _examine(source: str, module_name: str, attribute: str) -> type[PluginConfig]:
    try:
        module = import_module(module_name)
    except (Exception, SystemExit) as error:  # A stranger's module may raise anything at import.
        sys.modules.pop(module_name, None)
        _report(
            Fault.IMPORT,
            source,
            f"{module_name} could not be imported: {type(error).__name__}: {error}",
            "Mend the line it names, or install what is missing. apps.py may import only core.plugin_api "
            "and gettext_lazy.",
        )
        raise _RefusedError from error
    config = _config_in(source, module_name, attribute, module)
    faults = _faults_of(config)
    if not attribute and config.slug and config.slug != source:
        faults.append(
            (
                Fault.MANIFEST,
                f"its slug {config.slug!r} differs from its folder {source!r}",
                "Give the folder the name of the slug.",
            )
        )
    for fault, message, hint in faults:
        _report(fault, source, message, hint)
    if faults:
        raise _RefusedError
    return config


def _faults_of(config: type[PluginConfig]) -> list[tuple[Fault, str, str]]:
    try:
        return list(validate(config))
    except Exception as error:  # noqa: BLE001 - a number where a text belongs, a name that is a property, …
        message = f"its manifest can't be read: {type(error).__name__}: {error}"
        hint = 'Slug, version and contract are texts (`version = "1.0"`); docs/plugins/tutorial.md shows them all.'
        return [(Fault.MANIFEST, message, hint)]


def _config_in(source: str, module_name: str, attribute: str, module: object) -> type[PluginConfig]:
    if attribute:
        named = getattr(module, attribute, None)
        candidates = [named] if isclass(named) and issubclass(named, PluginConfig) else []
    else:
        candidates = [
            member
            for _, member in getmembers(module, isclass)
            if issubclass(member, PluginConfig) and member.__module__ == module_name
        ]
    if len(candidates) != 1:
        _report(
            Fault.NO_MANIFEST,
            source,
            f"{module_name} has {len(candidates)} subclasses of PluginConfig instead of one"
            + (f" called {attribute}" if attribute else ""),
            "Declare the manifest once, class …Config(PluginConfig) in apps.py, and name it in the entry "
            'point (`slug = "package.apps:Config"`).',
        )
        raise _RefusedError
    config: type[PluginConfig] = candidates[0]
    return config


def _without_missing(found: dict[str, type[PluginConfig]]) -> dict[str, type[PluginConfig]]:
    kept = dict(found)
    while True:
        lacking = {
            slug: [other for other in config.requires if other not in kept] for slug, config in kept.items()
        }
        lacking = {slug: missing for slug, missing in lacking.items() if missing}
        if not lacking:
            return kept
        for slug, missing in lacking.items():
            del kept[slug]
            _report(
                Fault.MISSING_REQUIREMENT,
                slug,
                f"it requires {', '.join(missing)}, which is not installed or was left out itself",
                "Install the required plugin, or mend it: its own message says how.",
            )


def _sorted(found: dict[str, type[PluginConfig]]) -> list[type[PluginConfig]]:
    """By requirement, then slug; plugins in or behind a circle of requirements are reported and left out."""
    ordered: list[type[PluginConfig]] = []
    placed: set[str] = set()
    waiting = dict(sorted(found.items()))
    while waiting:
        ready = [slug for slug, config in waiting.items() if placed.issuperset(config.requires)]
        if not ready:
            break
        placed.add(ready[0])
        ordered.append(waiting.pop(ready[0]))
    for slug, config in waiting.items():
        _report(
            Fault.CYCLE,
            slug,
            f"its requirements go round in a circle ({', '.join(sorted(waiting))})",
            f"It requires {', '.join(config.requires)}: take one out, and ask() at run time instead.",
        )
    return ordered


def _report(fault: Fault, plugin: str, message: str, hint: str) -> None:
    report(Problem(fault, plugin, f"Plugin '{plugin}' was left out: {message}.", hint))
