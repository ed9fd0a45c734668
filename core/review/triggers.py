"""The database's own guard: no page turns public without a publication in force.

It stands behind the gate of the service and catches what passes by it: an UPDATE by a query set, by a shell,
by a tool. `core.review.gate` writes the publication in the transaction before the page.
"""

from django.db import connections

NAME = "core_review_page_goes_live"

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS core_review_page_goes_live BEFORE UPDATE OF live ON wagtailcore_page
FOR EACH ROW WHEN NEW.live AND NOT OLD.live AND NOT EXISTS (
    SELECT 1 FROM core_review_publication WHERE page_number = NEW.id AND ended_at IS NULL
)
BEGIN SELECT RAISE(ABORT, 'This page has no publication in force: it must go through core.review.'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION core_review_page_goes_live() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM core_review_publication WHERE page_number = NEW.id AND ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'This page has no publication in force: it must go through core.review.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $body$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER core_review_page_goes_live BEFORE UPDATE OF live ON wagtailcore_page
FOR EACH ROW WHEN (NEW.live AND NOT OLD.live) EXECUTE FUNCTION core_review_page_goes_live()
"""
_TABLES = {"wagtailcore_page", "core_review_publication"}


def lay(using: str) -> None:
    """Put the trigger on the table of pages; nothing happens when it is there, or the tables are not."""
    connection = connections[using]
    if not set(connection.introspection.table_names()) >= _TABLES:
        return
    with connection.cursor() as cursor:
        for statement in (_SQLITE,) if connection.vendor == "sqlite" else (_FUNCTION, _POSTGRESQL):
            cursor.execute(statement)


def lift(using: str) -> None:
    """Take the trigger off while the schema changes."""
    connection = connections[using]
    if "wagtailcore_page" not in connection.introspection.table_names():
        return
    table = "" if connection.vendor == "sqlite" else " ON wagtailcore_page"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}{table}")
