"""Checking every record against the tree, the tree against itself, and both against heads kept elsewhere.

It reads in portions and keeps none of them: what it needs does not grow with the number of records. Others may
write meanwhile; what they add is left for the next time. No transaction is held, which would stop writers on SQLite.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator
from typing import Final

from django.db import IntegrityError, connection
from django.db.models import Exists, Max, OuterRef
from django.utils.timezone import localtime

from core.audit import triggers
from core.audit.models import AuditErased, AuditHead, AuditLeaf, AuditPending, AuditRecord
from core.audit.words import words_of

from . import findings
from .canonical import differing, leaf_hash
from .erasures import check_erasures
from .findings import Finding
from .heads import Head
from .links import FIRST_LINK, link_of
from .merkle import Frontier
from .sealing import seal

PORTION: Final = 1000
"""Records read at a time."""


class Verification:
    """One run. `findings()` yields what is wrong; afterwards `size`, `root`, `erased` say what was read."""

    def __init__(
        self,
        *,
        heads: Collection[Head] = (),
        keys: Collection[bytes] = (),
        progress: Callable[[int, int], None] = lambda done, size: None,
    ) -> None:
        known = sorted((head for head in heads if head.is_signed_by(*keys)), key=lambda head: head.size)
        self._heads = deque(known)
        self._strangers = [head for head in heads if not head.is_signed_by(*keys)]
        self._progress = progress
        self.size = 0
        self.erased = 0
        self.root = b""
        self._frontier: Frontier | None = Frontier()
        self._link: bytes | None = FIRST_LINK
        self._tree_fits = True
        self._confirmed = 0

    def findings(self) -> Iterator[Finding]:
        """Everything that is not as it has to be, in the order of the records."""
        yield from (findings.head_not_trusted(head.size, _when(head)) for head in self._strangers)
        yield from (findings.unguarded(name) for name in triggers.weakened(connection))
        try:
            seal()
        except (ValueError, IntegrityError, AuditHead.DoesNotExist) as error:
            yield findings.not_placed(str(error))
        head = AuditHead.objects.filter(pk=1).first()
        if head is None:
            return
        self.size = head.size
        yield from self._leaves()
        if self._frontier is not None:
            self.root = self._frontier.root()
            fits = self._frontier.to_bytes() == bytes(head.frontier) and self._link == bytes(head.link)
            if self._tree_fits and not fits:
                yield findings.head_differs(self.size)
        yield from self._beyond()
        yield from check_erasures()

    def _leaves(self) -> Iterator[Finding]:
        last = 0
        yield from self._kept_heads(0)
        while portion := list(
            AuditLeaf.objects.filter(sequence__gt=last, sequence__lte=self.size).order_by("sequence")[
                :PORTION
            ]
        ):
            records = AuditRecord.objects.in_bulk([leaf.record_id for leaf in portion])
            gone = [leaf.record_id for leaf in portion if leaf.record_id not in records]
            erased = set(
                AuditErased.objects.filter(record_id__in=gone).values_list("record_id", flat=True)
                if gone
                else ()
            )
            self.erased += len(erased)
            for leaf in portion:
                if leaf.sequence > last + 1:
                    yield from self._gap(last + 1, leaf.sequence - 1)
                last = leaf.sequence
                record = records.get(leaf.record_id)
                if record is not None:
                    yield from self._record(leaf, record)
                elif leaf.record_id not in erased:
                    yield findings.deleted(last, last, with_leaf=False)
                yield from self._place(leaf, record)
                yield from self._kept_heads(last)
            self._progress(last, self.size)
        if last < self.size:
            yield from self._gap(last + 1, self.size)
        for head in self._heads:
            if head.size > self.size:
                yield findings.cut_off(self.size, head.size, _when(head))
            else:
                yield findings.head_not_confirmed(head.size, _when(head))

    def _record(self, leaf: AuditLeaf, record: AuditRecord) -> Iterator[Finding]:
        kept, found = bytes(leaf.hash), leaf_hash(record)
        if kept != found:
            yield findings.edited(leaf.sequence, differing(record, bytes(leaf.marks)), kept, found)
        elif record.words != words_of(record):
            yield findings.search_text_edited(leaf.sequence)

    def _place(self, leaf: AuditLeaf, record: AuditRecord | None) -> Iterator[Finding]:
        kept = bytes(leaf.hash)
        if self._link is not None and link_of(self._link, kept) != bytes(leaf.link):
            self._tree_fits = False
            yield findings.rewritten(
                leaf.sequence, differing(record, bytes(leaf.marks)) if record is not None else []
            )
        # The stored one: so the next leaf is judged for itself.
        self._link = bytes(leaf.link)
        if self._frontier is None:
            return
        nodes = b"".join(self._frontier.append(kept))
        if self._tree_fits and nodes != bytes(leaf.nodes):
            self._tree_fits = False
            yield findings.nodes_differ(leaf.sequence)

    def _gap(self, first: int, last: int) -> Iterator[Finding]:
        self._frontier = self._link = None
        yield findings.deleted(first, last, with_leaf=True)

    def _kept_heads(self, size: int) -> Iterator[Finding]:
        """Compare the heads kept at this size, the next in order."""
        while self._heads and self._heads[0].size == size and self._frontier is not None:
            head = self._heads.popleft()
            if self._frontier.root() == head.root:
                self._confirmed = size
            else:
                yield findings.rewritten_between(self._confirmed + 1, size, _when(head))

    def _beyond(self) -> Iterator[Finding]:
        # The larger number is read first: a sealing in between can only raise the other.
        last = AuditLeaf.objects.aggregate(last=Max("sequence"))["last"] or 0
        size = AuditHead.objects.values_list("size", flat=True).get(pk=1)
        if last > size:
            yield findings.leaves_inserted(size + 1, last)
        placed = AuditLeaf.objects.filter(record_id=OuterRef("pk"))
        waiting = AuditPending.objects.filter(record_id=OuterRef("pk"))
        unknown = AuditRecord.objects.filter(~Exists(placed), ~Exists(waiting)).order_by("pk")
        for pk in unknown.values_list("pk", flat=True).iterator():
            yield findings.inserted(pk)


def _when(head: Head) -> str:
    return f"{localtime(head.time):%Y-%m-%d %H:%M}"
