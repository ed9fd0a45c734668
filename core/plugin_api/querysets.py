"""Where a plugin is on, for a plugin's own reads."""

from core.plugin_host.gate import open_entries
from core.tenancy.table import SubsiteEntry


def open_subsites(slug: str) -> list[SubsiteEntry]:
    """The subsites on which the plugin is on, sorted by pinyin."""
    return open_entries(slug)
