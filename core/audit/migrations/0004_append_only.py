"""From here on the database refuses to change or delete records."""

from django.db import migrations

from core.audit import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("core_audit", "0003_existing_records")]

    operations = [migrations.RunPython(install, remove)]
