"""Changes of published surveys are held back until they are cleared; versions know the digest of their form.

What is open stays open: it is public from before the chain, without a publication on record.
"""

import hashlib
import json
from typing import Any

from django.db import migrations, models


def digests(apps: Any, schema_editor: Any) -> None:
    """As `plugins.surveys.clearing.digest` computes them."""
    versions = apps.get_model("plugin_surveys", "SurveyVersion").objects.using(schema_editor.connection.alias)
    for version in versions.only("pk", "definition").iterator(chunk_size=50):
        text = json.dumps(version.definition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        versions.filter(pk=version.pk).update(digest=hashlib.sha256(text.encode()).hexdigest())


class Migration(migrations.Migration):
    dependencies = [("plugin_surveys", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="survey",
            name="held",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="survey",
            name="writers",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name="surveyversion",
            name="digest",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=64, verbose_name="digest of the form"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(digests, migrations.RunPython.noop),
    ]
