"""Timetables and directories, over tables as offices upload them."""

import pytest

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.testing.county import make_column
from plugins.queries.directory import phones_in
from plugins.queries.kinds import KINDS
from plugins.queries.models.pages import LookupKind
from plugins.queries.specs import ColumnSpec
from plugins.queries.tests.factories import make_page, make_table
from plugins.queries.timetable import times_in

pytestmark = pytest.mark.django_db
HOST = {"HTTP_HOST": "shiqiao.localhost"}
BUSES = """线路,方向,站点,发车时间,运行日
1路,开往北站,东门,"06:30、07:00、18:30",每天
1路,开往北站,医院,"06:40,07:10,18:40",每天
1路,开往东门,北站,6：45 19:00,每天
2路,开往太平,汽车站,招手停车,赶集日
"""
BUS_COLUMNS = (
    ColumnSpec(name="线路", series_role="line"),
    ColumnSpec(name="方向", series_role="direction"),
    ColumnSpec(name="站点", series_role="stop"),
    ColumnSpec(name="发车时间", series_role="times"),
    ColumnSpec(name="运行日", series_role="days"),
)
HALLS = """名称,类别,地址,电话,开放时间,备注
镇便民服务中心,便民服务,石桥镇正街1号,"0818-1234567、13800001234",周一至周五 9:00-17:00,有母婴室
石桥派出所,派出所,石桥镇新街2号,110,全天,
"""
HALL_COLUMNS = (
    ColumnSpec(name="名称", searched=True, series_role="name"),
    ColumnSpec(name="类别", filtered=True, series_role="group"),
    ColumnSpec(name="地址", searched=True, series_role="address"),
    ColumnSpec(name="电话", series_role="phone"),
    ColumnSpec(name="开放时间", series_role="hours"),
    ColumnSpec(name="备注"),
)


@pytest.fixture
def column(county):
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    return make_column(county.home("shiqiao"), "queries", "网上查询", kind="query")


@pytest.fixture
def buses(county, column):
    table = make_table(county.shiqiao, text=BUSES, columns=BUS_COLUMNS, name="公交时刻")
    return make_page(table, column, kind="timetable")


@pytest.fixture
def halls(county, column):
    table = make_table(county.shiqiao, text=HALLS, columns=HALL_COLUMNS, name="办事网点")
    return make_page(table, column, kind="directory")


def ask(client, page, **data):
    response = client.get(f"/queries/{page.slug}/", data, **HOST)
    assert response.status_code == 200
    return response


def test_every_kind_is_declared_with_its_template() -> None:
    assert set(KINDS) == set(LookupKind.values)
    for slug, kind in KINDS.items():
        assert kind.template == f"queries/{slug}_page.html"


def test_the_stops_of_a_line_in_both_directions(client, buses) -> None:
    directions = ask(client, buses).context["directions"]
    assert [(each.name, each.days) for each in directions] == [("开往北站", "每天"), ("开往东门", "每天")]
    assert [(stop.name, stop.times) for stop in directions[0].stops] == [
        ("东门", ["06:30", "07:00", "18:30"]),
        ("医院", ["06:40", "07:10", "18:40"]),
    ]
    assert directions[1].stops[0].times == ["06:45", "19:00"]


def test_later_departures_of_another_line(client, buses) -> None:
    response = ask(client, buses, line="1路", after="18:35")
    assert [stop.times for stop in response.context["directions"][0].stops] == [[], ["18:40"]]
    assert "没有更晚的班次" in response.content.decode()
    words = ask(client, buses, line="2路").context["directions"][0].stops[0]
    assert (words.times, words.words) == ([], "招手停车")


@pytest.mark.parametrize("data", [{"line": "9路"}, {"line": "1路", "after": "yesterday"}, {"after": "99:99"}])
def test_what_is_not_known_shows_the_first_line_and_the_whole_day(client, buses, data) -> None:
    context = ask(client, buses, **data).context
    assert (context["line"], context["after"]) == ("1路", "")


def test_entries_with_numbers_to_call_and_no_map(client, halls) -> None:
    response = ask(client, halls)
    first = response.context["entries"][0]
    assert (first.name, first.group, first.address) == ("镇便民服务中心", "便民服务", "石桥镇正街1号")
    assert first.phones == [("0818-1234567", "08181234567"), ("13800001234", "13800001234")]
    assert [(cell.heading, cell.text) for cell in first.more] == [("备注", "有母婴室")]
    assert 'href="tel:08181234567"' in response.content.decode()


def test_entries_are_searched_and_filtered(client, halls) -> None:
    assert [each.name for each in ask(client, halls, q="正街").context["entries"]] == ["镇便民服务中心"]
    key = halls.table.columns.get(name="类别").key
    assert [each.name for each in ask(client, halls, **{key: "派出所"}).context["entries"]] == ["石桥派出所"]


@pytest.mark.parametrize("kind", ["timetable", "directory", "series"])
def test_a_table_without_the_roles_breaks_no_page(client, county, column, kind) -> None:
    page = make_page(make_table(county.shiqiao), column, kind=kind)
    assert ask(client, page).context["table"] is None


def test_a_page_costs_few_queries(client, buses, halls, django_assert_max_num_queries) -> None:
    for page in (buses, halls):
        ask(client, page)
        with django_assert_max_num_queries(12):
            ask(client, page)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("", []),
        ("24:00 12:60", []),
        ("7:5", []),
        ("07:05 7:05", ["07:05"]),
        ("23:59、00:00", ["00:00", "23:59"]),
    ],
)
def test_times_in_a_cell(text, times) -> None:
    assert times_in(text) == times


def test_a_short_number_is_not_taken_for_a_telephone() -> None:
    assert phones_in("见门口 3 号") == []
