"""The system checks of plugins."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from core.plugin_api.problems import problems

from .registry import ensure_loaded


def connect() -> None:
    """Register the checks."""
    register(plugin_faults, "plugins")


def plugin_faults(app_configs: Sequence[Any] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Every fault of every plugin, found while settings, models and contributions loaded."""
    ensure_loaded()
    return [
        Error(problem.message, hint=problem.hint, id=problem.fault.value, obj=problem.plugin)
        for problem in problems()
    ]
