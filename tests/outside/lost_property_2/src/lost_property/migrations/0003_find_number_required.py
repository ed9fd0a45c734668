"""The number is required, and nobody else's. A migration of its own: PostgreSQL alters no table that has changes waiting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plugin_lost_property", "0002_find_number")]

    operations = [
        migrations.AlterField(
            "find", "number", models.PositiveIntegerField(editable=False, verbose_name="number")
        ),
        migrations.AddConstraint(
            "find", models.UniqueConstraint(fields=["subsite", "number"], name="lost_property_number_once")
        ),
    ]
