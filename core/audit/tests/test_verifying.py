"""Whoever gets round the triggers is found: which record, and what differs."""

from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from core.access.actors import SYSTEM
from core.audit.models import AuditHead, AuditLeaf, AuditPending, AuditRecord
from core.audit.services import record
from core.audit.tests.tampering import found, leaf, run, unguarded, written
from core.audit.tree.canonical import leaf_hash, marks
from core.audit.tree.heads import Head, present_head, signed
from core.audit.tree.links import FIRST_LINK, link_of
from core.audit.tree.merkle import Frontier
from core.audit.tree.sealing import seal
from core.audit.tree.verifying import Verification
from core.audit.words import words_of

pytestmark = pytest.mark.django_db
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()


def kept_head() -> Head:
    return signed(present_head(), KEY)


def with_heads(*heads: Head) -> dict[str, Any]:
    return {"heads": heads, "keys": [PUBLIC]}


def rebuild() -> None:
    """Compute leaves, chain, nodes and head anew from the records, as a thorough forger would."""
    tree, link = Frontier(), FIRST_LINK
    for row in AuditLeaf.objects.order_by("sequence"):
        told = AuditRecord.objects.get(pk=row.record_id)
        row.hash, row.marks = leaf_hash(told), marks(told)
        row.nodes = b"".join(tree.append(row.hash))
        row.link = link = link_of(link, row.hash)
        row.save()
    AuditHead.objects.update(size=tree.size, frontier=tree.to_bytes(), link=link)


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    written(11)
    heads = []
    for size in (11, 12, 15):
        written(size - AuditLeaf.objects.count())
        heads.append(kept_head())
    run_ = Verification(**with_heads(*heads))
    assert list(run_.findings()) == []
    assert (run_.size, run_.root, run_.erased) == (15, heads[-1].root, 0)


def test_nothing_is_found_in_an_empty_tree() -> None:
    assert found(**with_heads(kept_head())) == []


def test_waiting_records_get_their_places_first() -> None:
    record(action="test.done", by=SYSTEM)
    assert found() == []
    assert not AuditPending.objects.exists()
    assert leaf(1).record_id == AuditRecord.objects.get().pk


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("actor_label = 'somebody else'", "actor_label"),
        ("actor_id = 4711", "actor"),
        ("action = 'test.undone'", "action"),
        ("target_label = 'x'", "target_label"),
        ("data = '{\"step\": 99}'", "data"),
        ("subsite_id = 1", "subsite"),
        ("category = 'view'", "category"),
    ],
)
def test_an_edited_record_is_named_with_the_field(change: str, field: str) -> None:
    written(9)
    with unguarded():
        run(f"UPDATE core_audit_auditrecord SET {change} WHERE id = %s", leaf(5).record_id)
    (finding,) = Verification().findings()
    assert (str(finding.kind), finding.first, finding.last) == ("edited", 5, 5)
    told = AuditRecord.objects.get(pk=leaf(5).record_id)
    assert str(finding) == (
        f"第 5 号记录被修改：{field}。树中的哈希为 {bytes(leaf(5).hash).hex()}，"
        f"记录现在的哈希为 {leaf_hash(told).hex()}。"
    )


def test_a_record_moved_in_time_is_named() -> None:
    written(3)
    with unguarded():
        AuditRecord.objects.filter(pk=leaf(2).record_id).update(
            created_at=timezone.now() - timedelta(days=30)
        )
    (finding,) = Verification().findings()
    assert (str(finding.kind), finding.first) == ("edited", 2)
    assert "time" in str(finding)


def test_a_record_hidden_from_the_search_is_named() -> None:
    written(3)
    with unguarded():
        run("UPDATE core_audit_auditrecord SET words = '' WHERE id = %s", leaf(2).record_id)
    assert found() == [("edited", 2, 2)]


def test_a_deleted_record_is_named() -> None:
    written(9)
    with unguarded():
        run("DELETE FROM core_audit_auditrecord WHERE id = %s", leaf(4).record_id)
    assert found() == [("deleted", 4, 4)]


def test_records_deleted_with_their_places_are_named() -> None:
    written(9)
    with unguarded():
        run("DELETE FROM core_audit_auditrecord WHERE id IN (%s, %s)", leaf(4).record_id, leaf(5).record_id)
        run("DELETE FROM core_audit_auditleaf WHERE sequence IN (4, 5)")
    assert found() == [("deleted", 4, 5)]


def test_a_tail_cut_off_is_named_by_the_head() -> None:
    written(9)
    with unguarded():
        run("DELETE FROM core_audit_auditrecord WHERE id >= %s", leaf(8).record_id)
        run("DELETE FROM core_audit_auditleaf WHERE sequence >= 8")
    assert found() == [("deleted", 8, 9)]


def test_a_tail_cut_off_with_its_head_is_named_by_a_kept_one() -> None:
    written(9)
    kept = kept_head()
    with unguarded():
        run("DELETE FROM core_audit_auditrecord WHERE id >= %s", leaf(8).record_id)
        run("DELETE FROM core_audit_auditleaf WHERE sequence >= 8")
        rebuild()
    assert found() == []
    assert found(**with_heads(kept)) == [("deleted", 8, 9)]


def test_a_record_inserted_past_the_program_is_named() -> None:
    written(3)
    AuditRecord.objects.create(action="test.forged", actor_label="nobody")
    assert found() == [("inserted", 0, 0)]


def test_a_place_beyond_the_head_is_named() -> None:
    written(3)
    AuditLeaf.objects.create(sequence=4, record_id=10**9, hash=b"h" * 32, marks=b"", link=b"l" * 32)
    assert found() == [("inserted", 4, 4)]


def test_a_record_inserted_among_the_others_is_found_by_the_chain() -> None:
    written(5)
    with unguarded():
        for sequence in (5, 4, 3):
            run("UPDATE core_audit_auditleaf SET sequence = %s WHERE sequence = %s", sequence + 1, sequence)
        forged = AuditRecord(action="test.forged", actor_label="nobody")
        forged.words = words_of(forged)
        forged.save()
        AuditLeaf.objects.create(
            sequence=3, record_id=forged.pk, hash=leaf_hash(forged), marks=marks(forged), link=b"l" * 32
        )
        AuditHead.objects.update(size=6)
    assert [each for each in found() if each[0] == "rewritten"] == [("rewritten", 3, 3), ("rewritten", 4, 4)]


def rewrite(sequence: int, *, with_marks: bool) -> None:
    """Change a record and the hash in its leaf."""
    row = leaf(sequence)
    run("UPDATE core_audit_auditrecord SET action = 'test.undone' WHERE id = %s", row.record_id)
    told = AuditRecord.objects.get(pk=row.record_id)
    told.words = words_of(told)
    told.save()
    row.hash = leaf_hash(told)
    if with_marks:
        row.marks = marks(told)
    row.save()


@pytest.mark.parametrize("sequence", [1, 4, 7, 9])
def test_a_record_rewritten_with_its_hash_is_named(sequence: int) -> None:
    written(9)
    with unguarded():
        rewrite(sequence, with_marks=False)
    (finding,) = Verification().findings()
    assert (str(finding.kind), finding.first, finding.last) == ("rewritten", sequence, sequence)
    assert "action" in str(finding)


def test_each_of_several_rewritten_records_is_named() -> None:
    written(20)
    with unguarded():
        rewrite(6, with_marks=True)
        rewrite(15, with_marks=True)
    assert found() == [("rewritten", 6, 6), ("rewritten", 15, 15)]


def test_a_tree_rewritten_as_a_whole_is_found_by_kept_heads() -> None:
    written(5)
    first = kept_head()
    written(5)
    second = kept_head()
    written(5)
    third = kept_head()
    with unguarded():
        rewrite(8, with_marks=True)
        rebuild()
    assert found() == []
    assert found(**with_heads(third, first, second)) == [("rewritten", 6, 10), ("rewritten", 6, 15)]


def test_stored_nodes_that_do_not_fit_are_named() -> None:
    written(9)
    with unguarded():
        AuditLeaf.objects.filter(pk=4).update(nodes=b"n" * 64)
    assert found() == [("tree", 4, 4)]


def test_a_head_that_does_not_fit_is_named() -> None:
    written(9)
    with unguarded():
        AuditHead.objects.update(link=b"l" * 32)
    assert found() == [("tree", 9, 9)]


def test_a_frontier_of_the_wrong_length_stops_sealing_and_is_told() -> None:
    written(3)
    with unguarded():
        AuditHead.objects.update(frontier=b"")
    record(action="test.done", by=SYSTEM)
    assert found() == [("tree", 0, 0), ("tree", 3, 3)]


def test_a_head_row_that_is_gone_is_told() -> None:
    written(3)
    with unguarded():
        AuditHead.objects.all().delete()
    assert found() == [("tree", 0, 0)]


def test_missing_triggers_are_told() -> None:
    from django.db import connection

    from core.audit import triggers

    written(1)
    triggers.remove(connection)
    kinds = {kind for kind, _first, _last in found()}
    triggers.install(connection)
    assert kinds == {"unguarded"}


def test_a_head_signed_by_a_stranger_is_not_believed() -> None:
    written(3)
    stranger = signed(present_head(), Ed25519PrivateKey.from_private_bytes(b"s" * 32))
    forged = Head(stranger.origin, 3, b"r" * 32, stranger.time, PUBLIC, stranger.signature)
    assert found(**with_heads(stranger, forged, kept_head())) == [("head", 3, 3), ("head", 3, 3)]


def test_a_kept_head_behind_a_gap_is_not_confirmed() -> None:
    written(5)
    kept = kept_head()
    with unguarded():
        run("DELETE FROM core_audit_auditrecord WHERE id = %s", leaf(2).record_id)
        run("DELETE FROM core_audit_auditleaf WHERE sequence = 2")
    assert found(**with_heads(kept)) == [("deleted", 2, 2), ("head", 5, 5)]


def test_many_portions_are_read_with_their_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.audit.tree.verifying.PORTION", 4)
    written(10)
    seal()
    told: list[tuple[int, int]] = []
    assert list(Verification(progress=lambda done, size: told.append((done, size))).findings()) == []
    assert told == [(4, 10), (8, 10), (10, 10)]
