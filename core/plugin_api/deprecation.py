"""Names of the contract that are on their way out: they work, and say so."""

import warnings
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from .version import CONTRACT_VERSION


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A name that goes with the next major version: where it lives until then, since when it warns, what to use.

    To deprecate a name, take it out of the imports (or `_LATER`) of `core.plugin_api`, leave it in `__all__`, and
    enter it in DEPRECATED; say it in its docstring, in the changelog and in docs/plugins/upgrading.md.
    """

    module: str
    attribute: str
    since: tuple[int, int]
    instead: str


DEPRECATED: dict[str, Deprecation] = {}
"""By public name. At least two minor versions lie between `since` and the major version that takes the name away."""


def deprecated_value(name: str, *, stacklevel: int) -> Any:
    """What a deprecated name stands for, with a DeprecationWarning at the line that asked. Raises KeyError."""
    found = DEPRECATED[name]
    since = ".".join(str(part) for part in found.since)
    warnings.warn(
        f"core.plugin_api.{name} is deprecated since contract {since}: {found.instead} "
        f"Contract {CONTRACT_VERSION[0] + 1}.0 takes it away.",
        DeprecationWarning,
        stacklevel=stacklevel + 1,
    )
    return getattr(import_module(found.module), found.attribute)
