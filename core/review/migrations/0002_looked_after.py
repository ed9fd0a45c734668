"""Who looks after a submission may change, when somebody leaves; who supplied it never does."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def begin_with_the_supplier(apps, schema_editor):
    reviews = apps.get_model("core_review", "Review")._default_manager.using(schema_editor.connection.alias)
    reviews.filter(looked_after_by__isnull=True).update(looked_after_by=models.F("submitted_by"))


class Migration(migrations.Migration):
    dependencies = [
        ("core_review", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="looked_after_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                help_text="Who is told how it ends: at first the supplier, a successor later; nobody: the office.",
                verbose_name="looked after by",
            ),
        ),
        migrations.RunPython(begin_with_the_supplier, migrations.RunPython.noop, elidable=True),
    ]
