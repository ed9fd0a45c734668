"""The way to a source, against a real server in another process: slow, wrong, half, failing and dead."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.access.actors import SYSTEM
from core.audit.models import AuditRecord
from plugins.queries.models import CachedAnswer, DataSource
from plugins.queries.sources.calling import ask, ask_with_cache, read_all
from plugins.queries.sources.faults import Fault, SourceDownError, SourceError
from plugins.queries.sources.health import FIRST_PAUSE, LONGEST_PAUSE, pause_after
from plugins.queries.sources.services import create_source

pytestmark = pytest.mark.django_db
PEOPLE = {
    "data": [{"id": "A1", "name": "张一", "phone": "13800001234"}, {"id": "A2", "name": "李二", "phone": "1"}]
}


def make(office, url, *, secret="", timeout_seconds=1, **settings):
    fields = {"编号": "id", "姓名": "name", "手机": "phone"}
    return create_source(
        subsite=office, by=SYSTEM, provider="rest", name="上游", secret=secret, timeout_seconds=timeout_seconds,
        settings={"url": url, "method": "POST", "parameters": {"id": "{编号}", "kind": "fund"}, "rows": "data",
                  "fields": fields, **settings},
    )  # fmt: skip


def fault_of(work) -> Fault:
    with pytest.raises(SourceError) as failed:
        work()
    return failed.value.fault


def test_a_question_goes_in_the_body_with_the_secret_in_its_header(office, upstream) -> None:
    source = make(office, upstream.answer("/ask", PEOPLE), secret="Bearer s3cret")
    found = ask(source, {"编号": "a1", "姓名": "张一"})
    assert [record.values for record in found] == [{"编号": "A1", "姓名": "张一", "手机": "13800001234"}]
    asked = upstream.requests[0]
    assert (asked["method"], asked["path"], asked["body"]) == ("POST", "/ask", '{"id": "a1", "kind": "fund"}')
    assert {name.lower(): value for name, value in asked["headers"].items()}[
        "authorization"
    ] == "Bearer s3cret"
    source.refresh_from_db()
    assert "s3cret" not in source.sealed_secret + str(source.settings)
    assert "s3cret" not in str(list(AuditRecord.objects.values_list("data", flat=True)))


def test_every_fact_must_agree(office, upstream) -> None:
    source = make(office, upstream.answer("/ask", PEOPLE))
    assert ask(source, {"编号": "A1", "姓名": "李二"}) == []
    assert ask(source, {"编号": "A9", "姓名": "张一"}) == []
    assert ask(source, {"编号": "A1", "没有": "张一"}) == []


@pytest.mark.parametrize(
    ("mode", "fault", "tries"),
    [
        ("slow", Fault.TIME, 1), ("dripping", Fault.TIME, 1), ("wrong", Fault.FORMAT, 1), ("half", Fault.BROKEN, 3),
        ("failing", Fault.FAILING, 3),
    ],
)  # fmt: skip
def test_how_it_fails_and_how_often_it_is_tried(office, upstream, waits, mode, fault, tries) -> None:
    source = make(office, upstream.answer("/ask", PEOPLE))
    upstream.mode(mode)
    assert fault_of(lambda: ask(source, {"编号": "A1"})) is fault
    assert len(upstream.requests) == tries
    assert len(waits) == tries - 1
    assert waits == sorted(waits)
    source.refresh_from_db()
    assert (source.failures, source.fault) == (1, fault.value)
    assert source.down_since is not None


def test_a_dead_one(office, upstream, waits) -> None:
    source = make(office, upstream.answer("/ask", PEOPLE))
    upstream.die()
    assert fault_of(lambda: ask(source, {"编号": "A1"})) is Fault.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "fault"),
    [(401, Fault.REFUSED), (404, Fault.REFUSED), (429, Fault.FAILING), (500, Fault.FAILING)],
)
def test_statuses(office, upstream, waits, status, fault) -> None:
    source = make(office, upstream.answer("/ask", PEOPLE, status=status))
    assert fault_of(lambda: ask(source, {"编号": "A1"})) is fault


@pytest.mark.parametrize(("rows", "fields"), [("nothing", {"a": "id"}), ("data", {"a": "nothing"})])
def test_an_answer_that_holds_something_else(office, upstream, rows, fields) -> None:
    source = make(office, upstream.answer("/ask", PEOPLE), rows=rows, fields=fields)
    assert fault_of(lambda: ask(source, {"编号": "A1"})) is Fault.MAPPING


def test_xml_and_a_list_that_is_read_whole(office, upstream) -> None:
    url = upstream.answer("/list", "<r><row n='1'><name>甲</name></row><row n='2'><name>乙</name></row></r>")
    source = make(
        office,
        url,
        method="GET",
        format="xml",
        rows="row",
        fields={"序号": "@n", "名称": "name"},
        parameters={"a": "1"},
    )
    assert read_all(source).content.decode() == "序号,名称\r\n1,甲\r\n2,乙\r\n"
    assert upstream.requests[0]["path"] == "/list?a=1"


def test_the_own_network_is_no_source(office, upstream, settings) -> None:
    source = make(office, upstream.answer("/ask", PEOPLE))
    settings.OUTGOING_INTERNAL = []
    assert fault_of(lambda: ask(source, {"编号": "A1"})) is Fault.ADDRESS
    assert upstream.requests == []


def test_the_breaker_opens_lets_one_try_and_closes(office, upstream, waits) -> None:
    source = make(office, upstream.answer("/ask", PEOPLE))
    upstream.mode("failing")
    began = timezone.now()
    with time_machine.travel(began, tick=False) as clock:
        for _time in range(3):
            assert fault_of(lambda: ask(source, {"编号": "A1"})) is Fault.FAILING
        asked = len(upstream.requests)
        with pytest.raises(SourceDownError):
            ask(source, {"编号": "A1"})
        assert len(upstream.requests) == asked, "it is left alone"
        source.refresh_from_db()
        assert (source.failures, source.down_since, source.next_try_at) == (3, began, began + FIRST_PAUSE)

        clock.shift(FIRST_PAUSE)
        assert fault_of(lambda: ask(source, {"编号": "A1"})) is Fault.FAILING
        assert len(upstream.requests) == asked + 3
        source.refresh_from_db()
        assert source.next_try_at == timezone.now() + 2 * FIRST_PAUSE

        clock.shift(2 * FIRST_PAUSE)
        upstream.mode("good")
        assert len(ask(source, {"编号": "A1"})) == 1
    source.refresh_from_db()
    assert (source.failures, source.down_since, source.next_try_at, source.fault) == (0, None, None, "")
    actions = AuditRecord.objects.filter(action__startswith="data_source.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "data_source.created", "data_source.published", "data_source.failed", "data_source.recovered",
    ]  # fmt: skip


def test_pauses_grow_to_an_end() -> None:
    assert [pause_after(failures) for failures in (1, 2, 3, 4)] == [None, None, FIRST_PAUSE, 2 * FIRST_PAUSE]
    assert pause_after(1000) == LONGEST_PAUSE


def test_only_one_of_many_tries_when_the_pause_is_over(office) -> None:
    from plugins.queries.sources.health import claim_try

    source = make(office, "http://data.example/")
    now = timezone.now()
    DataSource.objects.filter(pk=source.pk).update(
        failures=3, down_since=now, next_try_at=now - timedelta(seconds=1)
    )
    claim_try(source)
    with pytest.raises(SourceDownError):
        claim_try(source)


def test_answers_are_kept_and_offered_while_the_source_is_down(office, upstream, waits) -> None:
    source = make(office, upstream.answer("/ask", PEOPLE))
    began = timezone.now()
    with time_machine.travel(began, tick=False) as clock:
        first = ask_with_cache(source, {"编号": "A1"})
        assert (first.answered_at, first.down_since, len(first.records)) == (began, None, 2)
        clock.shift(timedelta(minutes=9))
        assert ask_with_cache(source, {"编号": "A1"}).answered_at == began
        assert len(upstream.requests) == 1
        clock.shift(timedelta(minutes=2))
        upstream.mode("half")
        stale = ask_with_cache(source, {"编号": "A1"})
        assert (stale.records, stale.answered_at, stale.down_since) == (first.records, began, timezone.now())
        with pytest.raises(SourceError):
            ask_with_cache(source, {"编号": "A2"})
    assert CachedAnswer.objects.count() == 1


def test_personal_answers_are_kept_nowhere(office, upstream) -> None:
    source = make(office, upstream.answer("/ask", PEOPLE))
    ask(source, {"编号": "A1", "姓名": "张一"})
    assert not CachedAnswer.objects.exists()
