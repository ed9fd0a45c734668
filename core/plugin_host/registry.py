"""The contributions of all plugins, read from their `contributions.py` once, when first asked for."""

import threading
from collections.abc import Callable, Mapping
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from rest_framework.viewsets import ViewSetMixin
from wagtail.admin.viewsets.base import ViewSet as AdminViewSet

from core.plugin_api.contributions import EXTENSION_POINTS, AdminMenuItem, ApiRoute, Contribution, Owned
from core.plugin_api.manifest import PluginConfig, installed_plugins
from core.plugin_api.problems import Fault, Problem, report

type Table = Mapping[str, tuple[Owned[Contribution], ...]]

_lock = threading.RLock()
_table: Table | None = None


def contributions_at(point: str) -> tuple[Owned[Contribution], ...]:
    """All contributions of all sound plugins at one extension point, in order; the gate is not asked here.

    Raises KeyError for an unknown extension point.
    """
    return _loaded()[point]


def find(point: str, contribution_id: str) -> Owned[Contribution] | None:
    """One contribution by `<slug>.<name>`, or None when its plugin is not installed or no longer has it."""
    return next((owned for owned in contributions_at(point) if owned.id == contribution_id), None)


def builds(owned: Owned[Contribution], call: Callable[[], object]) -> bool:
    """Whether what a contribution needs for its addresses can be made. If not, its plugin has a fault, and stays off:
    what one plugin can't make must not keep the addresses of all others from being read.
    """
    try:
        call()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - it may raise anything
        message = (
            f"{owned.id} at {owned.contribution.point} could not be made: {type(error).__name__}: {error}"
        )
        report(_fault(owned.owner, message, "Mend the screens or the route that it names."))
        return False
    return True


def ensure_loaded() -> None:
    """Read the contributions now, so that their faults are known."""
    _loaded()


def reload() -> None:
    """Read all contributions again (after tests changed what is installed)."""
    global _table  # noqa: PLW0603 - the one place the table is kept
    _table = None


def _loaded() -> Table:
    global _table  # noqa: PLW0603
    if _table is None:
        apps.check_models_ready()
        with _lock:
            if _table is None:
                _table = _read()
    return _table


def _read() -> Table:
    ranked: dict[str, list[tuple[int, int, str, Owned[Contribution]]]] = {
        point: [] for point in EXTENSION_POINTS
    }
    depths = _depths()
    for config in installed_plugins():
        for contribution in _contributions_of(config):
            owned = Owned(config.slug, contribution)
            ranked[contribution.point].append((depths[config.slug], contribution.order, config.slug, owned))
    return {
        point: tuple(rank[3] for rank in sorted(ranks, key=lambda rank: rank[:3]))
        for point, ranks in ranked.items()
    }


def _depths() -> dict[str, int]:
    """How many requirements lie below each plugin: a plugin comes after all that it requires."""
    depths: dict[str, int] = {}
    for config in installed_plugins():  # in loading order, so what is required is there
        depths[config.slug] = 1 + max((depths.get(slug, 0) for slug in config.requires), default=-1)
    return depths


def _contributions_of(config: PluginConfig) -> tuple[Contribution, ...]:
    # Ask whether the module is there before importing it: an ImportError inside it must be heard.
    if not module_has_submodule(config.module, "contributions"):
        return ()
    name = f"{config.name}.contributions"
    try:
        declared = import_module(name).contributions
    except (Exception, SystemExit) as error:  # noqa: BLE001 - it may raise anything
        _report(
            config, f"{name} could not be read: {type(error).__name__}: {error}", "Mend the line it names."
        )
        return ()
    faults = list(_judge(config, declared))
    for message, hint in faults:
        _report(config, message, hint)
    return () if faults else tuple(declared)


def _judge(config: PluginConfig, declared: object) -> list[tuple[str, str]]:
    if not isinstance(declared, tuple):
        return [("`contributions` is not a tuple", "Write one tuple; a trailing comma makes one of one.")]
    faults = []
    seen: set[tuple[str, str]] = set()
    for contribution in declared:
        if not isinstance(contribution, Contribution) or contribution.point not in EXTENSION_POINTS:
            faults.append(
                (
                    f"{contribution!r} is not a contribution of the contract",
                    f"Use the dataclasses of core.plugin_api ({', '.join(sorted(EXTENSION_POINTS))}).",
                )
            )
            continue
        if wrong := _wrong_viewset(contribution):
            faults.append(wrong)
        if not contribution.name.isidentifier():
            faults.append(
                (
                    f"the name {contribution.name!r} at {contribution.point} is not an identifier",
                    "Use letters, digits and underscores.",
                )
            )
        key = (contribution.point, contribution.name)
        if key in seen:
            faults.append(
                (
                    f"{contribution.point} has two contributions {contribution.name!r}",
                    "Give each its own name.",
                )
            )
        seen.add(key)
    if sum(point == "settings_forms" for point, _name in seen) > 1:
        faults.append(("it has two settings forms", "Make one form of them."))
    return faults


def _wrong_viewset(contribution: Contribution) -> tuple[str, str] | None:
    """What would keep the addresses of the whole administration, or API, from being read."""
    if isinstance(contribution, AdminMenuItem) and not isinstance(contribution.viewset, AdminViewSet):
        what = "an instance of a SubsiteViewSet or SubsiteScreens"
    elif isinstance(contribution, ApiRoute) and not (
        isinstance(contribution.viewset, type) and issubclass(contribution.viewset, ViewSetMixin)
    ):
        what = "a subclass of SubsiteApiViewSet"
    else:
        return None
    return f"the viewset of {contribution.name!r} at {contribution.point} is not {what}", f"Give it {what}."


def _report(config: PluginConfig, message: str, hint: str) -> None:
    report(_fault(config.slug, message, hint))


def _fault(slug: str, message: str, hint: str) -> Problem:
    return Problem(Fault.CONTRIBUTIONS, slug, f"Plugin '{slug}' stays off everywhere: {message}.", hint)
