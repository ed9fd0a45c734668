import csv
import io

import pytest
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from core.access.actors import SYSTEM
from core.plugin_api import disable_plugin, enable_plugin
from core.testing.county import make_column
from plugins.queries import listing
from plugins.queries.listing import Question, Rows
from plugins.queries.models import LookupPage
from plugins.queries.services import replace_rows
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType
from plugins.queries.tests.factories import make_page, make_prices, make_recipients, make_table

pytestmark = pytest.mark.django_db
HOST = {"HTTP_HOST": "shiqiao.localhost"}


@pytest.fixture
def column(county):
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    return make_column(county.home("shiqiao"), "queries", "网上查询", kind="query")


def ask(client, lookup, **data):
    response = client.get(f"/queries/{lookup.slug}/", data, **HOST)
    assert response.status_code == 200
    return response


def found(response):
    return [[cell.text for cell in row] for row in response.context["rows"]]


def numbers(table, words="", **filters):
    columns = list(table.columns.all())
    sort = filters.pop("sort", "")
    question = Question.of({"q": words, "sort": sort, **filters}, columns)
    return [row.number for row in Rows(table.current_version, columns, question)[0:50]]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("", [1, 2, 3, 4]),
        ("太平", [2, 3]),
        ("太平 百节", [3]),
        ("桐梁", [1]),
        ("桥", [1, 2]),
        ("511703116", [1, 2]),
        ("117001", [3]),
        ("５１１７０３１１６２０１", [1]),
        ("平太", []),
        ("镇太", []),
        ("320", []),
        ("%", []),
        ("桥镇", [1, 2]),
        ('" OR 1', []),
    ],
)
def test_rows_are_found_by_any_part_of_what_is_searched(county, words, rows):
    assert numbers(make_table(county.shiqiao), words) == rows


@pytest.mark.parametrize(
    ("sort", "rows"),
    [
        ("hushu", [3, 1, 2, 4]),
        ("-hushu", [2, 1, 3, 4]),
        ("cunming", [2, 3, 4, 1]),
        ("daima", [1, 2, 3, 4]),
        ("x", [1, 2, 3, 4]),
    ],
)
def test_rows_are_sorted_with_empty_values_last(county, sort, rows):
    assert numbers(make_table(county.shiqiao), sort=sort) == rows


def test_a_page_that_reaches_into_the_empty_values_is_complete(county):
    table = make_table(county.shiqiao)
    columns = list(table.columns.all())
    rows = Rows(table.current_version, columns, Question.of({"sort": "hushu"}, columns))

    assert [row.number for row in rows[0:2] + rows[2:4]] == [3, 1, 2, 4]
    assert [row.number for row in rows[3:6]] == [4]


def test_rows_are_filtered_by_value(county):
    assert numbers(make_table(county.shiqiao), xiangzhen="百节镇") == [3, 4]
    assert numbers(make_table(county.baijie), "乌梅", xiangzhen="百节镇") == [4]


def test_the_page_shows_rows_who_answers_and_when(client, county, column):
    page = make_page(make_table(county.shiqiao, source_note="民政局"), column)

    response = ask(client, page)

    text = response.content.decode()
    assert "民政局" in text
    assert found(response)[0] == ["石桥镇", "梧桐梁村", "511703116201", "320"]
    assert "style=" not in text.split("<main", 1)[1]


def test_an_empty_answer_keeps_what_was_asked(client, county, column):
    page = make_page(make_table(county.shiqiao), column)

    response = ask(client, page, q="没有", xiangzhen="石桥镇")

    assert response.context["rows"] == []
    assert 'value="没有"' in response.content.decode()
    assert '<option value="石桥镇" selected>' in response.content.decode()


def test_pages_follow_each_other_and_keep_the_question(client, county, column):
    table = make_table(
        county.shiqiao, text="乡镇,村名,代码,户数\n" + "".join(f"石桥镇,村{n},{n},{n}\n" for n in range(60))
    )
    page = make_page(table, column, page_size=20)

    response = ask(client, page, q="石桥", page="2")

    assert [row[3] for row in found(response)] == [str(number) for number in range(20, 40)]
    assert "?q=%E7%9F%B3%E6%A1%A5&amp;page=3" in response.content.decode()
    assert ask(client, page, page="9999").context["page_obj"].number == 3


def test_a_page_without_a_table_says_so(client, county, column):
    page = LookupPage(title="空", slug="empty", locale=column.locale)
    column.add_child(instance=page)

    assert ask(client, page).context["table"] is None


def test_another_offices_table_is_not_shown_even_if_a_page_names_it(client, county, column):
    page = make_page(make_table(county.shiqiao), column)
    LookupPage.objects.update(table=make_table(county.baijie))

    assert ask(client, page).context["table"] is None


def test_a_page_can_not_be_saved_with_another_offices_table(county, column):
    with pytest.raises(ValidationError) as caught:
        make_page(make_table(county.baijie), column)

    assert list(caught.value.message_dict) == ["table"]


def test_off_is_404(client, county):
    column = make_column(county.home("baijie"), "queries", "网上查询", kind="query")
    make_page(make_table(county.baijie), column, slug="villages")
    disable_plugin(subsite=county.baijie, slug="queries", by=SYSTEM)

    response = client.get("/townships/baijie/queries/villages/", HTTP_HOST="localhost")

    assert response.status_code == 404


def test_the_csv_is_what_is_shown_and_no_formula(client, county, column):
    page = make_page(make_recipients(county.shiqiao), column)

    response = ask(client, page, download="csv")

    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert rows == [
        ["姓名", "证件号码", "手机", "金额", "备注"],
        ["张一", "999*************12", "138******34", "1200.50", "'=1+1"],
        ["李二", "999*************8X", "139******78", "80", "甲"],
    ]


def test_the_xlsx_is_what_is_shown_and_no_formula(client, county, column):
    page = make_page(make_recipients(county.shiqiao), column)

    book = load_workbook(io.BytesIO(ask(client, page, download="xlsx").getvalue()))

    cells = next(book.active.iter_rows(min_row=2, max_row=2))
    assert [cell.value for cell in cells] == ["张一", "999*************12", "138******34", 1200.5, "=1+1"]
    assert cells[4].data_type == "s"


def test_a_download_that_is_not_allowed_is_404(client, county, column):
    page = make_page(make_table(county.shiqiao, download_allowed=False), column)

    assert client.get(f"/queries/{page.slug}/?download=csv", **HOST).status_code == 404
    assert "download=csv" not in ask(client, page).content.decode()


SECRETS = ("999999199003070012", "99999919900307008X", "13800001234", "13900005678", "19900307")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"q": "张"},
        {"sort": "shouji"},
        {"sort": "-zhengjianhaoma"},
        {"download": "csv"},
        {"shouji": "13800001234x"},
    ],
)
def test_masked_values_never_leave(client, county, column, data):
    page = make_page(make_recipients(county.shiqiao), column)

    response = client.get(f"/queries/{page.slug}/", data, **HOST)

    content = response.getvalue().decode() if response.streaming else response.content.decode()
    # What the visitor typed stands in the links to other languages and pages; nothing else may.
    content = content.replace("13800001234x", "")
    assert not [secret for secret in SECRETS if secret in content]


def test_masked_values_are_neither_searched_nor_sorted_nor_filtered_by(county):
    table = make_recipients(county.shiqiao)

    assert numbers(table, "13800001234") == []
    assert numbers(table, "99999919") == []
    assert numbers(table, sort="-shouji") == [1, 2]
    assert numbers(table, shouji="138******34") == [1, 2]


def test_a_hidden_column_never_leaves(client, county, column):
    from dataclasses import replace

    from plugins.queries.tests.factories import VILLAGE_COLUMNS

    columns = [*VILLAGE_COLUMNS[:3], replace(VILLAGE_COLUMNS[3], shown=False, sortable=False)]
    page = make_page(make_table(county.shiqiao, columns=columns), column)

    assert "1200" not in ask(client, page).content.decode().split("<main", 1)[1]
    assert "1200" not in ask(client, page, download="csv").getvalue().decode()


def test_the_plot_draws_the_chosen_goods(client, county, column):
    page = make_page(make_prices(county.shiqiao), column, kind="series")

    response = ask(client, page, goods=["白菜", "猪肉"], period="30")

    text = response.content.decode()
    assert [(each.label, len(each.points), each.last.text) for each in response.context["series"]] == [
        ("白菜", 28, "1.48"),
        ("猪肉", 28, "14.28"),
    ]
    assert text.count('<path class="series-line series-line--2"') == 3
    assert "示例数据" in text
    assert "style=" not in text.split("<main", 1)[1]


def test_at_most_four_goods_are_compared(client, county, column):
    page = make_page(make_prices(county.shiqiao), column, kind="series")

    response = ask(client, page, goods=["白菜", "猪肉", "鸡蛋", "豆腐", "土豆", "金子"])

    assert (len(response.context["series"]), response.context["too_many"]) == (4, True)


@pytest.mark.parametrize(("kind", "data"), [("lookup", {}), ("lookup", {"q": "太平"}), ("series", {})])
def test_a_page_costs_the_same_queries_whatever_the_table(
    client, county, column, kind, data, django_assert_max_num_queries
):
    table = make_prices(county.shiqiao) if kind == "series" else make_table(county.shiqiao)
    page = make_page(table, column, kind=kind)
    ask(client, page, **data)

    with django_assert_max_num_queries(12):
        ask(client, page, **data)


def test_a_replacement_is_seen_at_once(client, county, column):
    table = make_table(county.shiqiao)
    page = make_page(table, column)
    replace_rows(
        table=table, by=SYSTEM, content="乡镇,村名,代码,户数\n石桥镇,新村,1,1\n".encode(), file_name="a.csv"
    )

    assert found(ask(client, page)) == [["石桥镇", "新村", "1", "1"]]


def test_a_whole_number_means_the_rows_that_have_exactly_it(county, column):
    table = make_table(
        county.shiqiao,
        text="编号\n123456\n1234567\n223456\n",
        columns=(ColumnSpec(name="编号", type=ColumnType.CODE, searched=True, filtered=True),),
    )
    assert numbers(table, "123456") == [1]
    assert numbers(table, "23456") == [1, 2, 3]
    key = table.columns.get().key
    columns = list(table.columns.all())
    assert Rows(table.current_version, columns, Question.of({key: "123456"}, columns)).count() == 1
    assert Rows(table.current_version, columns, Question.of({key: "none"}, columns)).count() == 0


def test_a_word_in_very_many_rows_is_counted_so_far_and_found_all_the_same(county, column, monkeypatch):
    monkeypatch.setattr(listing, "BY_KEY", 1)
    table = make_table(county.shiqiao)
    columns = list(table.columns.all())

    def found(most, words, **more):
        question = Question.of({"q": words, **more}, columns)
        rows = Rows(table.current_version, columns, question, most=most)
        return [row.number for row in rows[0:3]], rows.count(), rows.is_more

    assert found(3, "镇") == ([1, 2, 3], 3, True)
    assert found(4, "镇") == ([1, 2, 3], 4, False)
    # That it is more than are counted is known from the index; a filter leaves fewer of them.
    assert found(1, "镇", xiangzhen="百节镇") == ([3, 4], 1, True)
    assert found(2, "镇", xiangzhen="百节镇") == ([3, 4], 2, False)
    # The pieces of a longer word prove nothing, so they are counted.
    assert found(1, "桐梁村") == ([1], 1, False)
    assert found(1, "百节 太平") == ([3], 1, False)
    assert found(1, "石桥 村") == ([1, 2], 1, True)
