"""Give the records written so far what they lack, and have them wait for their places in the tree."""

import hashlib
from uuid import uuid4

from django.db import migrations

from core.audit.tree.canonical import leaf_hash, marks
from core.audit.words import words_of

BATCH = 500


def enter(apps, schema_editor):
    head = apps.get_model("core_audit", "AuditHead")
    head.objects.get_or_create(id=1, defaults={"link": hashlib.sha256(b"").digest()})
    record_model = apps.get_model("core_audit", "AuditRecord")
    pending = apps.get_model("core_audit", "AuditPending")
    names = dict(apps.get_model("core_tenancy", "Subsite").objects.values_list("pk", "organisation__name"))
    last = 0
    while True:
        records = list(record_model.objects.filter(pk__gt=last).order_by("pk")[:BATCH])
        if not records:
            return
        for record in records:
            record.salt = uuid4()
            record.subsite_label = names.get(record.subsite_id, "")
            record.words = words_of(record)
        record_model.objects.bulk_update(records, ["salt", "subsite_label", "words"])
        pending.objects.bulk_create(
            pending(record_id=record.pk, hash=leaf_hash(record), marks=marks(record)) for record in records
        )
        last = records[-1].pk


def leave(apps, schema_editor):
    for name in ("AuditPending", "AuditLeaf", "AuditErased", "AuditHead"):
        apps.get_model("core_audit", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("core_audit", "0002_tree"), ("core_tenancy", "0001_initial")]

    operations = [migrations.RunPython(enter, leave)]
