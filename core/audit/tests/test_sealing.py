"""Numbers without a gap or a fork, whoever writes at the same time; and no record is ever lost."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction

from core.access.actors import SYSTEM
from core.audit.models import AuditHead, AuditLeaf, AuditPending, AuditRecord
from core.audit.services import record
from core.audit.tests.tampering import found, written
from core.audit.tree import sealing
from core.audit.tree.proofs import root_at
from core.audit.tree.sealing import seal
from core.tasks.beat import beat

ROOT = Path(__file__).resolve().parents[3]

WRITER = """
import sys, django
django.setup()
from django.db import connection, transaction
connection.settings_dict["NAME"] = sys.argv[1]
from core.access.actors import SYSTEM
from core.audit.services import record
from core.audit.tree import sealing
sealing.INTERVAL = 0
for step in range(int(sys.argv[3])):
    with transaction.atomic():
        record(action="test.done", by=SYSTEM, data={"writer": sys.argv[2], "step": step})
"""


def places() -> list[int]:
    return list(AuditLeaf.objects.order_by("sequence").values_list("sequence", flat=True))


def together(*works: Callable[[], Any]) -> list[Any]:
    """Run each in a thread, and so on a connection, of its own, all starting at once."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=20)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_a_record_gets_its_number_after_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "INTERVAL", 0)
    with transaction.atomic():
        first = record(action="test.done", by=SYSTEM)
        assert (AuditPending.objects.count(), places()) == (1, [])
    assert (AuditPending.objects.count(), places()) == (0, [1])
    assert AuditLeaf.objects.get().record_id == first.pk


@pytest.mark.django_db(transaction=True)
def test_many_commits_in_a_row_are_sealed_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "INTERVAL", 3600)
    monkeypatch.setattr(sealing._Process, "sealed_at", float("-inf"))
    for _ in range(5):
        record(action="test.done", by=SYSTEM)
    assert (AuditPending.objects.count(), places()) == (4, [1])
    beat()
    assert (AuditPending.objects.count(), places()) == (0, [1, 2, 3, 4, 5])


@pytest.mark.django_db(transaction=True)
def test_an_error_of_the_sealing_disturbs_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sealing, "INTERVAL", 0)
    monkeypatch.setattr(sealing.Frontier, "from_bytes", lambda size, kept: 1 / 0)
    record(action="test.done", by=SYSTEM)
    assert AuditRecord.objects.count() == AuditPending.objects.count() == 1
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    assert seal() == 1


@pytest.mark.django_db
def test_large_numbers_are_sealed_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 3)
    written(8)
    assert places() == list(range(1, 9))
    assert seal() == 0
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_threads_that_write_and_seal_at_once_leave_no_gap_and_no_fork(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sealing, "INTERVAL", 0)

    def write() -> None:
        for _ in range(20):
            with transaction.atomic():
                record(action="test.done", by=SYSTEM)

    together(write, write, write, write, *[seal] * 2)
    seal()
    assert places() == list(range(1, 81))
    assert AuditRecord.objects.count() == 80
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_a_sealing_that_is_under_way_is_not_waited_for() -> None:
    """On PostgreSQL the head row is locked; on SQLite the transaction is, and waits its turn."""
    record(action="test.done", by=SYSTEM)
    if connection.vendor == "sqlite":
        return
    with transaction.atomic():
        AuditHead.objects.select_for_update().get(pk=1)
        before = places()
        assert together(lambda: seal(wait=False)) == [0]
        assert places() == before


@pytest.mark.django_db(transaction=True)
def test_a_long_transaction_holds_up_no_other_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL: a record whose id was taken early and committed late gets a later number, and nobody waits."""
    monkeypatch.setattr(sealing, "INTERVAL", 0)
    if connection.vendor == "sqlite":
        written(1)
        assert places() == [1]
        return
    with transaction.atomic():
        early = record(action="test.long", by=SYSTEM)

        def write() -> int:
            return record(action="test.short", by=SYSTEM).pk

        late = together(write, write)
        together(seal)
        assert places() == [1, 2]
    assert early.pk < min(late)
    assert AuditLeaf.objects.get(record_id=early.pk).sequence == 3
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_processes_that_write_at_once_leave_no_gap_and_no_fork() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test"}
    name = str(connection.settings_dict["NAME"])
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, name, str(number), "25"],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.PIPE,
        )
        for number in range(3)
    ]
    assert [writer.communicate()[1].decode() for writer in writers] == [""] * 3
    seal()
    assert places() == list(range(1, 76))
    assert found() == []
    steps = [
        list(
            AuditLeaf.objects.filter(
                record_id__in=AuditRecord.objects.filter(data__writer=str(number)).values("pk")
            )
            .order_by("sequence")
            .values_list("record_id", flat=True)
        )
        for number in range(3)
    ]
    assert [len(each) for each in steps] == [25, 25, 25]
    assert all(each == sorted(each) for each in steps)
    assert len(root_at(75)) == 32
