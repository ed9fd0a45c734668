"""Work without a person."""

from typing import Any

from core.plugin_api import SYSTEM, plugin_settings

from .services import hand_on_overdue


def hand_on(*, subsite: Any) -> int:
    """Hand on what has been waiting for longer than the office keeps it; returns how many."""
    days: int = plugin_settings("lost_property", subsite)["keep_days"]
    return hand_on_overdue(subsite=subsite, days=days, by=SYSTEM)
