"""What templates receive."""

from collections.abc import Mapping
from typing import Any

from core.plugin_api import RenderContext, plugin_settings

from .querysets import waiting


def newest(context: RenderContext) -> Mapping[str, Any] | None:
    """The newest finds for a home page; None where nothing waits."""
    values = plugin_settings("lost_property", context.subsite)
    finds = list(waiting(context.subsite)[: values["at_most"]])
    return {"finds": finds, "counter": values["counter"]} if finds else None


def waiting_now(context: RenderContext) -> Mapping[str, Any] | None:
    """How much waits at an office, for its staff."""
    count = waiting(context.subsite).count()
    return {"count": count} if count else None
