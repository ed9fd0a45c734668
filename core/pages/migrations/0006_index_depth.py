from django.db import migrations


class Migration(migrations.Migration):
    """The root of the tree, which every explorer asks for by depth in the order of paths, is read off an index.

    The table is Wagtail's, so the index is made in SQL. Reversing drops it.
    """

    dependencies = [("core_pages", "0005_secrecy_level")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX core_pages_depth ON wagtailcore_page (depth, path)",
            "DROP INDEX core_pages_depth",
        ),
    ]
