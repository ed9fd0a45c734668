"""Which messages brought codes by telephone: what became of them is asked of core.text_messages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plugin_surveys", "0003_decisions_on_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="phonecheck",
            name="messages",
            field=models.JSONField(
                db_default=models.Value([], models.JSONField()), default=list, editable=False
            ),
        ),
    ]
