"""Look-up tables, sources and calculators."""

KIND = "queries.table"
"""A table with its rows, to the review chain."""
SOURCE_KIND = "queries.source"
"""What is read from where, to the review chain."""
