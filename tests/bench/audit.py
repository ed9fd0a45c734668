"""The audit record: four processes that write at once, one call's cost, and verifying all of it."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator

from django.db import connection, connections, transaction
from django.db.models import Count, Max

from core.access.actors import SYSTEM
from core.audit.models import AuditLeaf, AuditPending, AuditRecord
from core.audit.querysets import Filters, Reach, actions, portion, within
from core.audit.services import record
from core.audit.tree.proofs import prove_inclusion
from core.audit.tree.sealing import seal
from core.audit.tree.verifying import Verification

from .registry import Figure, measurement

WRITERS = 4
EACH = 25_000
CALLS = 2_000
WRITER = """
import sys, django
django.setup()
from core.access.actors import SYSTEM
from core.audit.services import record
for step in range(int(sys.argv[2])):
    record(action="bench.written", by=SYSTEM, data={"writer": int(sys.argv[1]), "step": step})
"""


def milliseconds() -> Iterator[float]:
    """What each of many calls takes."""
    for _ in range(CALLS):
        began = time.perf_counter()
        record(action="bench.called", by=SYSTEM, data={"plugin": "notices"})
        yield (time.perf_counter() - began) * 1000


def append() -> float:
    """Let the writers write. Returns the seconds from the first start to the last end, sealing included."""
    connections.close_all()
    began = time.monotonic()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(number), str(EACH)]) for number in range(WRITERS)
    ]
    codes = [writer.wait() for writer in writers]
    assert codes == [0] * WRITERS, codes
    seal()
    return time.monotonic() - began


def verify() -> tuple[float, float, float, float]:
    """Seconds and CPU seconds of the verification; CPU seconds and MiB of the whole command."""
    began, used = time.monotonic(), time.process_time()
    found = list(Verification().findings())
    took, used = time.monotonic() - began, time.process_time() - used
    assert found == [], found
    connections.close_all()
    child = subprocess.Popen([sys.executable, "manage.py", "audit", "verify"], stdout=sys.stderr)
    _pid, status, usage = os.wait4(child.pid, 0)
    assert status == 0, status
    return took, used, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def milliseconds_of(work: Callable[[], object]) -> float:
    """The median of five runs."""
    took = []
    for _ in range(5):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def read() -> Iterable[tuple[str, float]]:
    """What the listing asks of the database, over all records."""
    found = within(Reach(True, ()))
    first = AuditRecord.objects.order_by("pk").values_list("pk", flat=True)[0]
    yield "newest page", milliseconds_of(lambda: portion(found, size=50))
    yield "oldest page", milliseconds_of(lambda: portion(found, size=50, before=first + 51))
    nowhere = Filters(text="nowhere").apply(found)
    yield "search for a word that is nowhere", milliseconds_of(lambda: portion(nowhere, size=50))
    yield "all actions", milliseconds_of(actions)
    yield "one proof", milliseconds_of(lambda: prove_inclusion(1_234))


@measurement
def appending_and_verifying() -> Iterable[Figure]:
    """100,000 records by four processes: no gap, no fork, none lost, and all verified."""
    name = connection.vendor
    seal()
    before = AuditRecord.objects.count()
    seconds = append()
    found = AuditLeaf.objects.aggregate(
        count=Count("*"), last=Max("sequence"), records=Count("record_id", distinct=True)
    )
    lost = before + WRITERS * EACH - AuditRecord.objects.count()
    yield Figure(f"audit, {name}: records by {WRITERS} processes", WRITERS * EACH, "records")
    yield Figure(f"audit, {name}: records lost", lost, "records", 0)
    yield Figure(f"audit, {name}: gaps in the numbers", found["last"] - found["count"], "numbers", 0)
    yield Figure(f"audit, {name}: records with two numbers", found["count"] - found["records"], "records", 0)
    yield Figure(f"audit, {name}: records without a number", AuditPending.objects.count(), "records", 0)
    yield Figure(f"audit, {name}: written by all together", WRITERS * EACH / seconds, "records/s")
    took, used, spent, memory = verify()
    yield Figure(f"audit, {name}: {found['count']} records verified", took, "s", 10)
    yield Figure(f"audit, {name}: the same, CPU of this process", used, "s")
    yield Figure(f"audit, {name}: manage.py audit verify, CPU", spent, "s")
    yield Figure(f"audit, {name}: manage.py audit verify, memory", memory, "MiB")
    for what, median in read():
        yield Figure(f"audit, {name}: {what}", median, "ms")
    with transaction.atomic():
        inside = statistics.median(milliseconds())
    yield Figure(f"audit, {name}: one record() inside a transaction (median)", inside, "ms")
    outside = list(milliseconds())
    yield Figure(
        f"audit, {name}: one record() of its own, commit included (median)", statistics.median(outside), "ms"
    )
    yield Figure(
        f"audit, {name}: one record() of its own (99 of 100)", statistics.quantiles(outside, n=100)[98], "ms"
    )
