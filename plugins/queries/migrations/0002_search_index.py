"""The index of the pieces of rows; see plugins.queries.search_index."""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE plugin_queries_row_search USING fts5(
        pieces, content='plugin_queries_tablerow', content_rowid='id', detail=none, columnsize=0,
        tokenize='unicode61 remove_diacritics 0'
    )""",
    """CREATE TRIGGER plugin_queries_row_added AFTER INSERT ON plugin_queries_tablerow WHEN new.pieces <> '' BEGIN
        INSERT INTO plugin_queries_row_search(rowid, pieces) VALUES (new.id, new.pieces);
    END""",
    """CREATE TRIGGER plugin_queries_row_deleted AFTER DELETE ON plugin_queries_tablerow WHEN old.pieces <> '' BEGIN
        INSERT INTO plugin_queries_row_search(plugin_queries_row_search, rowid, pieces)
        VALUES ('delete', old.id, old.pieces);
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER plugin_queries_row_deleted",
    "DROP TRIGGER plugin_queries_row_added",
    "DROP TABLE plugin_queries_row_search",
)
POSTGRESQL = (
    """CREATE INDEX plugin_queries_row_pieces ON plugin_queries_tablerow
    USING gin (string_to_array(pieces, ' '))""",
)
POSTGRESQL_BACK = ("DROP INDEX plugin_queries_row_pieces",)
STATEMENTS = {"sqlite": (SQLITE, SQLITE_BACK), "postgresql": (POSTGRESQL, POSTGRESQL_BACK)}


def _execute(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)


def create(apps, schema_editor):
    _execute(schema_editor, STATEMENTS[schema_editor.connection.vendor][0])


def remove(apps, schema_editor):
    _execute(schema_editor, STATEMENTS[schema_editor.connection.vendor][1])


class Migration(migrations.Migration):
    dependencies = [("plugin_queries", "0001_initial")]

    operations = [migrations.RunPython(create, remove)]
