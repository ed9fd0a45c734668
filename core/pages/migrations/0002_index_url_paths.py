from django.db import migrations


class Migration(migrations.Migration):
    """Pages are found by their whole address: Wagtail keeps it without an index.

    The table is Wagtail's, so the index is made in SQL; it is dropped again when this migration is reversed.
    """

    dependencies = [("core_pages", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX core_pages_url_path ON wagtailcore_page (url_path)",
            "DROP INDEX core_pages_url_path",
        ),
    ]
