"""Records go when their time is over; their places stay, and the tree can still be verified."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import override_settings
from django.utils import timezone

from core.access.actors import SYSTEM
from core.audit.checks import check_periods
from core.audit.models import AuditErased, AuditLeaf, AuditRecord, Category
from core.audit.retention import erase_expired, kept_days
from core.audit.services import record, record_view
from core.audit.tests.tampering import found, run, unguarded
from core.audit.tree.erasures import digest_of
from core.audit.tree.proofs import prove_inclusion
from core.audit.tree.sealing import seal
from core.audit.tree.verifying import Verification
from core.tenancy.models import Organisation
from core.testing.county import County
from core.testing.factories import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def write_years() -> None:
    """Twelve years, a decision and a view each."""
    for years in range(12, 0, -1):
        with time_machine.travel(NOW - timedelta(days=365 * years + 10), tick=False):
            record(action="test.done", by=SYSTEM, data={"years": years})
            record_view(by=SYSTEM, target=Organisation, count=years)
    seal()


def test_each_category_is_kept_for_its_own_time(county: County) -> None:
    write_years()
    assert erase_expired(by=SYSTEM, now=NOW) == {Category.DECISION: 3, Category.VIEW: 10}
    left = AuditRecord.objects.exclude(action="audit.erased")
    assert left.filter(category="decision").count() == 9
    assert left.filter(category="view").count() == 2
    assert erase_expired(by=SYSTEM, now=NOW) == {Category.DECISION: 0, Category.VIEW: 0}


def test_what_is_left_is_still_verified(county: County) -> None:
    write_years()
    before = prove_inclusion(20)
    erase_expired(by=SYSTEM, now=NOW)
    verification = Verification()
    assert list(verification.findings()) == []
    assert (verification.size, verification.erased) == (26, 13)
    assert prove_inclusion(20, 24) == before
    assert prove_inclusion(1).holds()


def test_the_erasure_tells_what_it_erased(county: County) -> None:
    write_years()
    erase_expired(by=SYSTEM, now=NOW)
    told = AuditRecord.objects.filter(action="audit.erased").order_by("pk").first()
    assert told is not None
    assert told.actor_label == "system"
    assert {name: told.data[name] for name in ("category", "count", "first", "last", "before")} == {
        "category": "decision", "count": 3, "first": 1, "last": 5,
        "before": (NOW - timedelta(days=3650)).isoformat(),
    }  # fmt: skip
    assert list(
        AuditErased.objects.filter(erasure_id=told.pk).order_by("pk").values_list("sequence", flat=True)
    ) == [1, 3, 5]


def test_erasures_themselves_are_kept_for_ever(county: County) -> None:
    write_years()
    erase_expired(by=SYSTEM, now=NOW)
    with time_machine.travel(NOW + timedelta(days=365 * 30)):
        erase_expired(by=SYSTEM)
    assert set(AuditRecord.objects.values_list("action", flat=True)) == {"audit.erased"}
    assert found() == []


def test_large_numbers_are_erased_in_batches(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.audit.retention.BATCH", 4)
    write_years()
    assert erase_expired(by=SYSTEM, now=NOW)[Category.VIEW] == 10
    assert AuditRecord.objects.filter(action="audit.erased").count() == 4
    assert found() == []


def test_only_who_may_audit_everything_erases(county: County) -> None:
    write_years()
    with pytest.raises(PermissionDenied):
        erase_expired(by=UserFactory(role="manager", role__subsite=county.portal), now=NOW)
    assert AuditRecord.objects.filter(action="test.done").count() == 12


def test_what_is_erased_beyond_the_erasures_word_is_found(county: County) -> None:
    write_years()
    erase_expired(by=SYSTEM, now=NOW)
    told = AuditRecord.objects.filter(action="audit.erased").earliest("pk")
    victim = AuditLeaf.objects.get(pk=23)
    AuditErased.objects.create(sequence=23, record_id=victim.record_id, erasure_id=told.pk)
    run("DELETE FROM core_audit_auditrecord WHERE id = %s", victim.record_id)
    assert found() == [("erasure", 0, 0)]


def test_an_erasure_that_no_record_tells_of_is_found(county: County) -> None:
    write_years()
    victim = AuditLeaf.objects.get(pk=23)
    AuditErased.objects.create(sequence=23, record_id=victim.record_id, erasure_id=10**9)
    run("DELETE FROM core_audit_auditrecord WHERE id = %s", victim.record_id)
    assert found() == [("erasure", 0, 0)]


@pytest.mark.parametrize("days", [0, 180, 400, 3650])
def test_an_erasure_before_its_time_is_found(county: County, days: int) -> None:
    """Nothing is dropped or changed: all rows are written as the program writes them, but for a young record."""
    write_years()
    victim = AuditLeaf.objects.get(pk=24)
    record(
        action="audit.erased",
        by=SYSTEM,
        data={
            "category": "view",
            "before": (NOW - timedelta(days=days)).isoformat(),
            "count": 1,
            "first": 24,
            "last": 24,
            "digest": digest_of([(24, bytes(victim.hash))]),
        },
    )
    told = AuditRecord.objects.get(action="audit.erased")
    AuditErased.objects.create(sequence=24, record_id=victim.record_id, erasure_id=told.pk)
    run("DELETE FROM core_audit_auditrecord WHERE id = %s", victim.record_id)
    assert found() == [("erasure", 0, 0)]


def test_an_erasure_that_names_no_day_is_found(county: County) -> None:
    write_years()
    victim = AuditLeaf.objects.get(pk=1)
    told = record(action="audit.erased", by=SYSTEM, data={"digest": digest_of([(1, bytes(victim.hash))])})
    AuditErased.objects.create(sequence=1, record_id=victim.record_id, erasure_id=told.pk)
    run("DELETE FROM core_audit_auditrecord WHERE id = %s", victim.record_id)
    assert found() == [("erasure", 0, 0)]


def test_a_record_deleted_after_its_erasure_was_taken_back_is_named(county: County) -> None:
    write_years()
    erase_expired(by=SYSTEM, now=NOW)
    with unguarded():
        run("DELETE FROM core_audit_auditerased WHERE sequence = 1")
    assert found() == [("deleted", 1, 1), ("erasure", 0, 0)]


def test_the_setting_can_keep_longer_and_never_shorter_than_law_allows() -> None:
    with override_settings(AUDIT_KEEP_DAYS={"view": 5000, "decision": 30}):
        assert kept_days(Category.VIEW) == 5000
        assert kept_days(Category.DECISION) == 184
        assert [(error.id, error.obj) for error in check_periods(None)] == [("countywide.E401", "decision")]
    assert check_periods(None) == []
    assert (kept_days(Category.DECISION), kept_days(Category.VIEW)) == (3650, 1096)


def test_an_unknown_category_in_the_setting_is_told() -> None:
    with override_settings(AUDIT_KEEP_DAYS={"views": 5000}):
        assert [(error.id, error.obj) for error in check_periods(None)] == [("countywide.E402", "views")]


def test_six_months_are_at_most_the_minimum() -> None:
    first = datetime(2026, 7, 1)  # noqa: DTZ001
    assert (datetime(2027, 1, 1) - first).days == 184  # noqa: DTZ001
