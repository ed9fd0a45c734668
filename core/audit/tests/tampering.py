"""What somebody with the database's password can do: shared by the tests of the verification."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from core.access.actors import SYSTEM
from core.audit import triggers
from core.audit.models import AuditLeaf, AuditRecord
from core.audit.services import record
from core.audit.tree.sealing import seal
from core.audit.tree.verifying import Verification


def written(count: int) -> list[AuditRecord]:
    """Records number 1 to `count`, in the tree."""
    records = [record(action="test.done", by=SYSTEM, data={"step": step}) for step in range(1, count + 1)]
    seal()
    return records


def run(statement: str, *values: Any) -> None:
    """Raw SQL, past the program."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def unguarded() -> Iterator[None]:
    """Without triggers inside; they are made again afterwards, as one who covers tracks would."""
    triggers.remove(connection)
    try:
        yield
    finally:
        triggers.install(connection)


def found(**options: Any) -> list[tuple[str, int, int]]:
    """Kind and numbers of everything that a verification finds."""
    return [(str(each.kind), each.first, each.last) for each in Verification(**options).findings()]


def leaf(sequence: int) -> AuditLeaf:
    """A stored leaf."""
    return AuditLeaf.objects.get(pk=sequence)
