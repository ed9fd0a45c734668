"""All pages of an interface, or nothing: against a real server in another process."""

import pytest

from core.access.actors import SYSTEM
from core.testing.upstream import Upstream
from plugins.queries.models import DataSource
from plugins.queries.sources.calling import ask, ask_with_cache, read_all
from plugins.queries.sources.faults import Fault, SourceDownError, SourceError
from plugins.queries.sources.rest_form import RestForm
from plugins.queries.sources.services import create_source, feed_table, refresh_table
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType
from plugins.queries.tests.factories import make_table

pytestmark = pytest.mark.django_db


def make(office, url, *, secret="", timeout_seconds=5, **settings):
    return create_source(
        subsite=office, by=SYSTEM, provider="rest", name=f"分页{DataSource.objects.count()}", secret=secret,
        timeout_seconds=timeout_seconds,
        settings={"url": url, "rows": "rows", "fields": {"名称": "n"}, **settings},
    )  # fmt: skip


def fault_of(work) -> Fault:
    with pytest.raises(SourceError) as failed:
        work()
    return failed.value.fault


def names(source) -> list[str]:
    return read_all(source).content.decode().split()[1:]


def rows(*found: str, **more):
    return {"rows": [{"n": name} for name in found], **more}


def linked(upstream, first="/list", **more):
    """Three pages, each with the address of the next: with a query, relative, and null at the end."""
    upstream.answer(first, rows("甲", "乙", paging={"next": upstream.url("/list?p=2")}), **more)
    upstream.answer("/list?p=2", rows("丙", paging={"next": "?p=3"}))
    upstream.answer("/list?p=3", rows("丁", paging={"next": None}))
    return upstream.url(first)


NEXT = {"paging": "next", "next_path": "paging.next"}


def test_next_addresses_are_followed_to_the_end_with_the_secret(office, upstream) -> None:
    source = make(office, linked(upstream), secret="s3cret", parameters={"size": "2"}, **NEXT)
    assert names(source) == ["甲", "乙", "丙", "丁"]
    assert [asked["path"] for asked in upstream.requests] == ["/list?size=2", "/list?p=2", "/list?p=3"]
    assert {asked["headers"].get("authorization") for asked in upstream.requests} == {"s3cret"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_with_numbers_end_with_the_first_empty_one(office, upstream, method) -> None:
    for number, found in ((0, ["甲"]), (1, ["乙"]), (2, [])):
        upstream.answer(f"/list?page={number}", rows(*found))
        upstream.answer(f'/list {{"page": {number}}}', rows(*found))
    settings = {"paging": "page", "paging_parameter": "page", "first_page": 0, "method": method}
    assert names(make(office, upstream.url("/list"), **settings)) == ["甲", "乙"]
    assert len(upstream.requests) == 3


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_marks_are_sent_on_until_there_is_none(office, upstream, method) -> None:
    upstream.answer("/list", rows("甲", next="x=1&y"))
    upstream.answer("/list?cursor=x%3D1%26y", rows("乙", next=7))
    upstream.answer('/list {"cursor": "x=1&y"}', rows("乙", next=7))
    upstream.answer("/list?cursor=7", rows("丙", next=""))
    upstream.answer('/list {"cursor": "7"}', rows("丙", next=""))
    settings = {"paging": "cursor", "paging_parameter": "cursor", "next_path": "next", "method": method}
    assert names(make(office, upstream.url("/list"), **settings)) == ["甲", "乙", "丙"]


def test_pages_of_xml(office, upstream) -> None:
    upstream.answer("/list", "<r><row><n>甲</n></row><page next='2'/></r>")
    upstream.answer("/list?p=2", "<r><row><n>乙</n></row><page/></r>")
    source = make(
        office, upstream.url("/list"), format="xml", rows="row", paging="cursor", next_path="page.@next",
        paging_parameter="p",
    )  # fmt: skip
    assert names(source) == ["甲", "乙"]


def test_a_question_reads_all_pages_too(office, upstream) -> None:
    source = make(office, linked(upstream), **NEXT)
    assert [dict(record.values) for record in ask(source, {"名称": "丁"})] == [{"名称": "丁"}]


@pytest.mark.parametrize("target", ["/list", "/list?p=2"])
def test_a_loop_of_next_addresses(office, upstream, target) -> None:
    source = make(office, linked(upstream), **NEXT)
    upstream.answer("/list?p=2", rows("丙", paging={"next": target}))
    assert fault_of(lambda: read_all(source)) is Fault.LOOP
    assert len(upstream.requests) == 2


def test_a_mark_that_comes_again(office, upstream) -> None:
    url = upstream.answer("/list", rows("甲", next="a"))
    source = make(office, url, paging="cursor", next_path="next", paging_parameter="c")
    assert fault_of(lambda: read_all(source)) is Fault.LOOP


def test_who_does_not_know_the_parameter_gives_the_same_page_for_ever(office, upstream) -> None:
    url = upstream.answer("/list", rows("甲"))
    source = make(office, url, paging="page", paging_parameter="p")
    assert fault_of(lambda: read_all(source)) is Fault.LOOP
    assert len(upstream.requests) == 2


def test_more_pages_than_allowed_are_a_failure_not_half_a_list(office, upstream) -> None:
    assert fault_of(lambda: read_all(make(office, linked(upstream), most_pages=2, **NEXT))) is Fault.PAGES
    assert len(upstream.requests) == 2
    assert names(make(office, linked(upstream), most_pages=3, **NEXT)) == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize("bounds", [{"rows": 3}, {"file_bytes": 120}])
def test_rows_and_bytes_are_counted_over_all_pages(office, upstream, settings, bounds) -> None:
    settings.QUERIES_LIMITS = bounds
    assert fault_of(lambda: read_all(make(office, linked(upstream), **NEXT))) is Fault.SIZE


def test_the_time_is_that_of_all_pages_together(office, upstream) -> None:
    source = make(office, linked(upstream), timeout_seconds=1, **NEXT)
    upstream.answer("/list?p=3", rows("丁"), mode="slow")
    assert fault_of(lambda: read_all(source)) is Fault.TIME


def test_a_slip_in_the_path_is_no_list_of_one_page(office, upstream) -> None:
    source = make(office, linked(upstream), paging="next", next_path="pagin.next")
    assert fault_of(lambda: read_all(source)) is Fault.MAPPING


@pytest.fixture
def other(settings):
    with Upstream() as found:
        settings.OUTGOING_INTERNAL = [*settings.OUTGOING_INTERNAL, found.authority]
        yield found


def test_another_host_is_not_followed_unless_it_is_allowed_and_never_gets_the_secret(
    office, upstream, other
) -> None:
    onward = other.answer("/more", rows("乙", paging={"next": None}))
    url = upstream.answer("/list", rows("甲", paging={"next": onward}))
    source = make(office, url, secret="s3cret", **NEXT)
    assert fault_of(lambda: read_all(source)) is Fault.ELSEWHERE
    assert other.requests == []
    allowed = make(office, url, secret="s3cret", other_hosts=["127.0.0.1"], **NEXT)
    assert names(allowed) == ["甲", "乙"]
    assert "authorization" not in other.requests[0]["headers"]


@pytest.mark.parametrize(
    ("onward", "fault"),
    [
        ("http://169.254.169.254/latest", Fault.ELSEWHERE), ("http://[::1]/", Fault.ELSEWHERE),
        ("file:///etc/passwd", Fault.ADDRESS), ("//user:pass@127.0.0.1/", Fault.ADDRESS),
        ("http://internal.example/", Fault.ELSEWHERE),
    ],
)  # fmt: skip
def test_next_addresses_are_judged_before_they_are_asked(office, upstream, onward, fault) -> None:
    url = upstream.answer("/list", rows("甲", paging={"next": onward}))
    assert fault_of(lambda: read_all(make(office, url, **NEXT))) is fault
    assert len(upstream.requests) == 1


def test_an_allowed_host_is_still_no_way_into_the_own_network(office, upstream) -> None:
    url = upstream.answer("/list", rows("甲", paging={"next": "http://169.254.169.254/"}))
    source = make(office, url, other_hosts=["169.254.169.254"], **NEXT)
    assert fault_of(lambda: read_all(source)) is Fault.ADDRESS


def test_a_next_page_that_sends_elsewhere(office, upstream, other) -> None:
    other.answer("/more", rows("乙", paging={"next": None}))
    source = make(office, linked(upstream), **NEXT)
    upstream.answer("/list?p=2", "", status=302, headers={"Location": other.url("/more")})
    assert fault_of(lambda: read_all(source)) is Fault.ELSEWHERE


@pytest.mark.parametrize(
    ("mode", "fault"), [("half", Fault.BROKEN), ("wrong", Fault.FORMAT), ("failing", Fault.FAILING)]
)
def test_a_page_that_dies_in_the_middle_changes_nothing(office, upstream, waits, mode, fault) -> None:
    source = make(office, linked(upstream), **NEXT)
    table = make_table(office, text="名称\n旧\n", columns=[ColumnSpec(name="名称", type=ColumnType.TEXT)])
    feed_table(source=source, table=table, by=SYSTEM)
    source.refresh_from_db()
    assert refresh_table(source=source, by=SYSTEM)
    table.refresh_from_db()
    assert table.current_version.row_count == 4
    upstream.answer("/list?p=2", rows("新", paging={"next": "?p=3"}), mode=mode)
    assert fault_of(lambda: refresh_table(source=source, by=SYSTEM)) is fault
    before = table.current_version_id
    table.refresh_from_db()
    assert (table.current_version_id, table.current_version.row_count) == (before, 4)
    source.refresh_from_db()
    assert (source.failures, source.fault) == (1, fault.value)


def test_an_open_question_keeps_its_last_good_answer_and_the_breaker_opens(office, upstream, waits) -> None:
    source = make(office, linked(upstream), **NEXT)
    DataSource.objects.filter(pk=source.pk).update(cache_minutes=0)
    source.refresh_from_db()
    assert len(ask_with_cache(source, {"名称": "甲"}).records) == 4
    upstream.answer("/list?p=3", rows("丁"), mode="failing")
    for _time in range(3):
        answered = ask_with_cache(source, {"名称": "甲"})
        assert (len(answered.records), answered.down_since is not None) == (4, True)
    with pytest.raises(SourceDownError):
        read_all(source)


DATA = {
    "settings-url": "https://data.example/ask", "settings-method": "GET", "settings-body": "json",
    "settings-header_name": "X-Key", "settings-format": "json", "settings-fields_map": "名称 = n",
}  # fmt: skip


def form(county, **values):
    data = {**DATA, **{f"settings-{name}": value for name, value in values.items()}}
    return RestForm(data, subsite=county.shiqiao)


def test_the_form_fills_in_what_is_left_empty(county) -> None:
    plain = form(county)
    assert plain.is_valid(), plain.errors
    said = {name: plain.cleaned_data[name] for name in ("paging", "first_page", "most_pages", "other_hosts")}
    assert said == {"paging": "none", "first_page": 1, "most_pages": 100, "other_hosts": []}


def test_the_form_takes_hosts_and_shows_them_again(county) -> None:
    found = form(county, paging="next", next_path="p.next", other_hosts="A.example  b.example")
    assert found.is_valid(), found.errors
    assert found.cleaned_data["other_hosts"] == ["a.example", "b.example"]
    again = RestForm(subsite=county.shiqiao, initial=found.cleaned_data)
    assert 'value="a.example b.example"' in str(again["other_hosts"])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"paging": "next"}, "next_path"), ({"paging": "cursor", "next_path": "n"}, "paging_parameter"),
        ({"paging": "page"}, "paging_parameter"), ({"paging": "sometimes"}, "paging"),
        ({"paging": "next", "next_path": "a..b"}, "next_path"), ({"most_pages": "1001"}, "most_pages"),
        ({"paging": "next", "next_path": "n", "method": "POST"}, "paging"),
        ({"other_hosts": "http://a/"}, "other_hosts"),
    ],
)  # fmt: skip
def test_the_form_says_by_field_what_is_missing(county, values, field) -> None:
    assert list(form(county, **values).errors) == [field]
