from django.db import migrations


class Migration(migrations.Migration):
    """What is listed by date is read down an index: the newest of one column, and the newest of all.

    The table is Wagtail's, so the indexes are made in SQL. The first is by parent: a treebeard path without its
    last step (four characters) is the path of the page above. Reversing drops both.
    """

    dependencies = [("core_pages", "0003_more_card_icons")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX core_pages_parent_date ON wagtailcore_page"
            " (substr(path, 1, length(path) - 4), first_published_at, id)",
            "DROP INDEX core_pages_parent_date",
        ),
        migrations.RunSQL(
            "CREATE INDEX core_pages_date ON wagtailcore_page (first_published_at, id)",
            "DROP INDEX core_pages_date",
        ),
    ]
