"""Changes of public announcements are held back until they are cleared; guests are kept as they were cleared."""

import json
from typing import Any

from django.db import migrations, models


def guests(apps: Any, schema_editor: Any) -> None:
    """As `plugins.interviews.guests.write_guests` writes them: citizens see what they saw before."""
    alias = schema_editor.connection.alias
    interviews = apps.get_model("plugin_interviews", "Interview").objects.using(alias)
    rows = apps.get_model("plugin_interviews", "Guest").objects.using(alias)
    for interview in interviews.filter(is_public=True).only("pk").iterator(chunk_size=200):
        found = rows.filter(interview_id=interview.pk).order_by("sort_order", "pk")
        said = [list(row) for row in found.values_list("pk", "name", "office", "portrait_id")]
        interviews.filter(pk=interview.pk).update(
            shown_guests=json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        )


class Migration(migrations.Migration):
    dependencies = [("plugin_interviews", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="interview",
            name="held",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="interview",
            name="writers",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name="interview",
            name="shown_guests",
            field=models.TextField(
                blank=True, default="", editable=False, verbose_name="guests as they were cleared"
            ),
        ),
        migrations.RunPython(guests, migrations.RunPython.noop),
    ]
