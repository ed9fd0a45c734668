"""Every find gets a number; what is there is numbered office by office, the oldest first.

The column may be empty at first, so that the old version, which is still running, can go on writing.
"""

from typing import Any

from django.db import migrations, models


def number(apps: Any, schema_editor: Any) -> None:
    find = apps.get_model("plugin_lost_property", "Find")
    last: dict[int, int] = {}
    for row in find.objects.order_by("subsite_id", "found_on", "pk").iterator(chunk_size=1000):
        last[row.subsite_id] = row.number = last.get(row.subsite_id, 0) + 1
        row.save(update_fields=["number"])


class Migration(migrations.Migration):
    dependencies = [("plugin_lost_property", "0001_initial")]

    operations = [
        migrations.AddField(
            "find", "number", models.PositiveIntegerField(editable=False, null=True, verbose_name="number")
        ),
        migrations.RunPython(number, migrations.RunPython.noop, elidable=True),
    ]
