"""One plugin reaching another without importing it."""

from importlib import import_module
from types import ModuleType
from typing import Any

from django.utils.module_loading import module_has_submodule

from core.plugin_host.gate import is_open

from .manifest import plugin


def ask(slug: str, subsite: Any) -> ModuleType | None:
    """The `public.py` of a plugin, or None while it is off for the subsite, not installed, or has none."""
    config = plugin(slug)
    if config is None or not is_open(slug, subsite) or not module_has_submodule(config.module, "public"):
        return None
    return import_module(f"{config.name}.public")
