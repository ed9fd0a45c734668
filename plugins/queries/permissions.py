"""Who may work with tables and sources."""

PERMISSION = "queries_manage_tables"
