"""Which tests of the contract suite a run has collected, so that none of them runs twice."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from core.testing.contract import PluginContract

GENERAL = Path(__file__).resolve().parent / "test_installed_plugins.py"
UNPROVING = ("skip", "skipif", "xfail")
"""Marks with which a test that was collected may prove nothing."""


def is_whole(kind: type) -> bool:
    """Whether a class is the contract suite as it stands: it says which plugin, and changes nothing."""
    own = {name for name in vars(kind) if not name.startswith("__")}
    return issubclass(kind, PluginContract) and not any(
        hasattr(PluginContract, name) for name in own - {"slug"}
    )


def proven(item: pytest.Item) -> tuple[str, str] | None:
    """The plugin and the test of the contract suite that an item is; None where it is anything else."""
    kind = getattr(item, "cls", None)
    if kind is None or not is_whole(kind) or any(item.get_closest_marker(name) for name in UNPROVING):
        return None
    return kind.slug, item.name


def each_once(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The items without those of the general file that a plugin's own file proves in the same run."""
    items = list(items)
    own = {proven(item) for item in items if item.path != GENERAL} - {None}
    return [item for item in items if item.path != GENERAL or proven(item) not in own]
