"""The database itself refuses changes, whichever way they come."""

from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from core.access.actors import SYSTEM
from core.audit import triggers
from core.audit.models import AuditErased, AuditHead, AuditLeaf, AuditPending, AuditRecord
from core.audit.services import record
from core.audit.tests.tampering import run, unguarded, written

pytestmark = pytest.mark.django_db


def refused(work: Any) -> None:
    before = kept()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        work()
    assert kept() == before


def kept() -> list[list[dict[str, Any]]]:
    models = (AuditRecord, AuditPending, AuditLeaf, AuditErased, AuditHead)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_every_trigger_is_there_after_all_migrations() -> None:
    assert triggers.weakened(connection) == []


def test_the_orm_can_neither_change_nor_delete_a_record() -> None:
    first, second = written(2)
    first.action = "test.undone"
    refused(first.save)
    refused(second.delete)
    refused(lambda: AuditRecord.objects.update(actor_label="nobody"))
    refused(lambda: AuditRecord.objects.all().delete())
    refused(lambda: AuditRecord.objects.bulk_update([first], ["action"]))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_audit_auditrecord SET action = 'test.undone'",
        "UPDATE core_audit_auditrecord SET words = ''",
        "DELETE FROM core_audit_auditrecord",
        "UPDATE core_audit_auditleaf SET hash = marks",
        "DELETE FROM core_audit_auditleaf WHERE sequence = 2",
        "UPDATE core_audit_audithead SET size = size - 1",
        "UPDATE core_audit_audithead SET sealed_at = NULL",
        "DELETE FROM core_audit_audithead",
        "INSERT INTO core_audit_auditleaf SELECT * FROM core_audit_auditleaf WHERE sequence = 1",
    ],
)
def test_raw_sql_can_neither(statement: str) -> None:
    written(2)
    before = kept()
    with pytest.raises(DatabaseError), transaction.atomic():
        run(statement)
    assert kept() == before


def test_a_record_that_waits_is_guarded_too() -> None:
    waiting = record(action="test.done", by=SYSTEM)
    refused(lambda: AuditRecord.objects.filter(pk=waiting.pk).update(action="test.undone"))
    refused(lambda: AuditRecord.objects.filter(pk=waiting.pk).delete())
    refused(lambda: AuditPending.objects.filter(pk=waiting.pk).delete())
    refused(lambda: AuditPending.objects.filter(pk=waiting.pk).update(hash=b"\0" * 32))


def test_an_erasure_can_be_entered_and_never_taken_back() -> None:
    (first,) = written(1)
    AuditErased.objects.create(sequence=1, record_id=first.pk, erasure_id=first.pk)
    refused(lambda: AuditErased.objects.all().delete())
    refused(lambda: AuditErased.objects.update(erasure_id=0))


def test_a_database_takes_no_other_way_round() -> None:
    (first,) = written(1)
    every = "SELECT * FROM core_audit_auditrecord"
    if connection.vendor == "sqlite":
        statements = [
            f"INSERT OR REPLACE INTO core_audit_auditrecord {every}",
            "UPDATE OR REPLACE core_audit_auditrecord SET action = 'x'",
            "REPLACE INTO core_audit_auditleaf SELECT * FROM core_audit_auditleaf",
        ]
    else:
        statements = [
            "TRUNCATE core_audit_auditrecord",
            "TRUNCATE core_audit_auditleaf CASCADE",
            f"INSERT INTO core_audit_auditrecord {every} ON CONFLICT (id) DO UPDATE SET action = 'x'",
        ]
    for statement in statements:
        refused(partial(run, statement))
    assert AuditRecord.objects.get().pk == first.pk


def test_a_trigger_that_is_gone_or_was_replaced_is_named() -> None:
    name, table = "core_audit_auditrecord_no_update", "core_audit_auditrecord"
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with unguarded():
        assert name in triggers.weakened(connection)
        triggers.install(connection)
        assert triggers.weakened(connection) == []
        if connection.vendor == "sqlite":
            run(f"DROP TRIGGER {name}")
            run(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} BEGIN SELECT 1; END")
        else:
            run(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        assert triggers.weakened(connection) == [name]
        run(f"DROP TRIGGER {name}{on}")
    assert triggers.weakened(connection) == []
