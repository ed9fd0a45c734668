"""Writing records: what is kept, what is hashed, and what stays when others go."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from core.access.actors import SYSTEM
from core.audit.models import AuditPending, AuditRecord
from core.audit.services import record, record_view
from core.audit.tree.canonical import differing, leaf_hash, marks, serialise, storable
from core.audit.tree.sealing import seal
from core.audit.words import words_of
from core.tenancy.models import Organisation
from core.testing.county import County
from core.testing.factories import UserFactory


def example(**changes: Any) -> AuditRecord:
    return AuditRecord(
        **{
            "created_at": datetime(2026, 3, 1, 8, 30, 0, 5, tzinfo=UTC),
            "category": "decision",
            "actor_id": 7,
            "actor_label": "测试人员",
            "action": "plugin.enabled",
            "subsite_id": 3,
            "subsite_label": "石桥镇",
            "target_type": "core_tenancy.Subsite",
            "target_id": "3",
            "target_label": "石桥镇",
            "data": {"plugin": "notices"},
            "salt": UUID(int=1),
            **changes,
        }
    )


def test_the_documented_form_is_kept_byte_for_byte() -> None:
    text = (
        '{"action":"plugin.enabled","actor":7,"actor_label":"测试人员","category":"decision",'
        '"data":{"plugin":"notices"},"salt":"00000000000000000000000000000001","subsite":3,'
        '"subsite_label":"石桥镇","target_id":"3","target_label":"石桥镇","target_type":"core_tenancy.Subsite",'
        '"time":"2026-03-01T08:30:00.000005Z","version":1}'
    )
    assert serialise(example()).decode() == text
    assert leaf_hash(example()) == sha256(b"\0" + text.encode()).digest()


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"actor_label": "别人"}, ["actor_label"]),
        ({"actor_id": None, "action": "plugin.disabled"}, ["action", "actor"]),
        ({"data": {"plugin": "queries"}}, ["data"]),
        ({"created_at": datetime(2026, 3, 1, 8, 30, 0, 6, tzinfo=UTC)}, ["time"]),
        ({"salt": UUID(int=2)}, ["salt"]),
        ({}, []),
    ],
)
def test_marks_name_the_fields_that_differ(change: dict[str, Any], names: list[str]) -> None:
    kept = marks(example())
    changed = example(**change)
    assert differing(changed, kept) == names
    assert (leaf_hash(changed) != leaf_hash(example())) is bool(names)


def test_marks_of_another_length_name_nothing() -> None:
    assert differing(example(), b"") == []


@pytest.mark.parametrize(
    "value", [{"when": datetime(2026, 1, 1, tzinfo=UTC)}, {"what": b"bytes"}, {"what": {1, 2}}]
)
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="An audit record can't hold a"):
        storable(value)


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="a number that is none"):
        storable({"share": float("nan")})


def test_values_are_brought_to_one_form() -> None:
    given_value = {
        "share": 2.0,
        "part": 0.25,
        "list": ("a", gettext_lazy("Audit")),
        5: "nul\0",
        "half": "\ud800",
    }
    assert storable(given_value) == {
        "share": 2, "part": 0.25, "list": ["a", "审计"], "5": "nul\N{REPLACEMENT CHARACTER}", "half": "?",
    }  # fmt: skip


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.django_db
@given(data=st.dictionaries(st.text(max_size=8), json_values, max_size=4), label=st.text(max_size=300))
def test_every_record_reads_back_to_the_hash_it_was_written_with(data: dict[str, Any], label: str) -> None:
    with transaction.atomic():
        written = record(action="test.done", by=SYSTEM, target=Organisation(name=label), data=data)
        read = AuditRecord.objects.get(pk=written.pk)
        waiting = AuditPending.objects.get(pk=written.pk)
        assert leaf_hash(read) == bytes(waiting.hash) == leaf_hash(written)
        assert marks(read) == bytes(waiting.marks)
        assert words_of(read) == read.words
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_record_costs_two_queries(county: County, django_assert_num_queries: Any) -> None:
    manager = UserFactory()
    str(county.shiqiao)
    with transaction.atomic(), django_assert_num_queries(2):
        record(action="test.done", by=manager, subsite=county.shiqiao, target=county.shiqiao)


@pytest.mark.django_db
def test_a_record_outlives_its_person_and_its_subsite_unchanged(county: County) -> None:
    person = UserFactory(name="将离任")
    written = record(action="test.done", by=person, subsite=county.baijie, target=county.baijie)
    seal()
    kept = AuditRecord.objects.filter(pk=written.pk).values().get()
    person_id, subsite_id = person.pk, county.baijie.pk
    person.delete()
    county.baijie.delete()
    assert AuditRecord.objects.filter(pk=written.pk).values().get() == kept
    assert (kept["actor_id"], kept["actor_label"]) == (person_id, "将离任")
    assert (kept["subsite_id"], kept["subsite_label"]) == (subsite_id, "百节镇")


@pytest.mark.django_db
def test_a_record_goes_back_with_the_callers_work(county: County) -> None:
    def work() -> None:
        with transaction.atomic():
            record(action="test.done", by=SYSTEM)
            raise PermissionDenied

    with pytest.raises(PermissionDenied):
        work()
    assert not AuditRecord.objects.filter(action="test.done").exists()
    assert not AuditPending.objects.exists()


@pytest.mark.django_db
def test_a_view_of_personal_data_names_the_row_and_nothing_of_it(county: County) -> None:
    reader, citizen = UserFactory(), UserFactory(name="某市民")
    written = record_view(
        by=reader, target=citizen, subsite=county.finance, fields=["telephone", "name"], purpose="回复来信"
    )
    assert (written.category, written.action) == ("view", "personal_data.viewed")
    assert (written.target_type, written.target_id, written.target_label) == (
        "core_accounts.User", str(citizen.pk), "",
    )  # fmt: skip
    assert written.data == {"count": 1, "fields": ["name", "telephone"], "purpose": "回复来信"}
    assert "某市民" not in written.words


@pytest.mark.django_db
def test_a_view_of_a_list_counts_its_rows(county: County) -> None:
    written = record_view(by=SYSTEM, target=Organisation, count=20)
    assert (written.target_type, written.target_id, written.data) == (
        "core_tenancy.Organisation",
        "",
        {"count": 20},
    )
