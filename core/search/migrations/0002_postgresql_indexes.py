from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SEARCHED = ["wagtailsear_body_90c85d_gin", "wagtailsear_title_9caae0_gin", "wagtailsear_autocom_476c89_gin"]


def tune(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let PostgreSQL find rare words at once.

    An index entry knows its page by a number written as text, so the way from a hit to its page needs an index over
    that text (built concurrently: nobody waits). And what is newly indexed waits unsorted in a list that every search
    reads through; by default it grows so long that the planner prefers to read the whole table.
    """
    if schema_editor.connection.vendor == "postgresql":
        drop_page_index(schema_editor)  # left invalid if an earlier run was interrupted
        schema_editor.execute(
            "CREATE INDEX CONCURRENTLY core_search_page_key ON wagtailcore_page ((id::varchar(50)))"
        )
        for index in SEARCHED:
            schema_editor.execute(f"ALTER INDEX {index} SET (gin_pending_list_limit = 256)")


def undo(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for index in SEARCHED:
            schema_editor.execute(f"ALTER INDEX {index} RESET (gin_pending_list_limit)")
        drop_page_index(schema_editor)


def drop_page_index(schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP INDEX CONCURRENTLY IF EXISTS core_search_page_key")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("core_search", "0001_initial"),
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
    ]

    operations = [
        migrations.RunPython(tune, undo),
    ]
