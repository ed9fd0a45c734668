"""Roles of columns that mean something to how rows are written."""

KEYED_ROLES = frozenset({"date", "label", "line", "group"})
"""Roles by whose values rows are chosen: their columns take a key column."""
COUNTED_ROLES = frozenset({"label", "line", "group"})
"""Roles whose values are offered to choose from."""
