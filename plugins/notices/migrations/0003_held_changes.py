"""Changes of public notices are held back until they are cleared, and a new one is not public by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plugin_notices", "0002_is_public")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="held",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="notice",
            name="writers",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AlterField(
            model_name="notice",
            name="is_public",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Not while the review chain has it.",
                verbose_name="public",
            ),
        ),
    ]
