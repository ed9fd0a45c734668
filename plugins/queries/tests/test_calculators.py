"""Calculators: as an office writes them, and as citizens use them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.testing.county import make_column
from plugins.queries.calculators.definition import Calculator, Input, Result
from plugins.queries.models import CalculatorPage

pytestmark = pytest.mark.django_db
HOST = {"HTTP_HOST": "shiqiao.localhost"}
INPUTS = [
    (
        "number",
        {
            "name": "用水量",
            "label": "本月用水量",
            "unit": "立方米",
            "minimum": 0,
            "maximum": 1000,
            "decimals": 1,
        },
    ),
    (
        "choice",
        {
            "name": "rate",
            "label": "用水类别",
            "options": [{"label": "居民", "value": Decimal(1)}, {"label": "非居民", "value": Decimal("1.5")}],
        },
    ),
]
RESULTS = [
    (
        "result",
        {
            "name": "base",
            "label": "水费",
            "formula": "tiered(用水量, 10, 2, 20, 3, 5)",
            "hidden": True,
            "decimals": 2,
        },
    ),
    ("result", {"name": "total", "label": "应缴金额", "formula": "base × rate", "unit": "元", "decimals": 2}),
]


@pytest.fixture
def column(county):
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    return make_column(county.home("shiqiao"), "queries", "网上查询", kind="query")


def make(column, inputs=INPUTS, results=RESULTS, **values):
    page = CalculatorPage(
        title="水费", slug="water", locale=column.locale, inputs=inputs, results=results, **values
    )
    column.add_child(instance=page)
    return page


def ask(client, **data):
    response = client.get("/queries/water/", data, **HOST)
    assert response.status_code == 200
    return response


def test_what_is_typed_in_is_computed(client, column) -> None:
    make(column)
    response = ask(client, 用水量="25.5", rate="1.5")
    assert [(result.label, text) for result, text in response.context["results"]] == [("应缴金额", "116.25")]
    assert 'value="25.5"' in response.content.decode()


def test_at_first_nothing_is_computed_and_nothing_is_wrong(client, column) -> None:
    make(column)
    response = ask(client)
    assert "results" not in response.context
    assert "problem" not in response.context


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"用水量": "-1", "rate": "1"}, "用水量"),
        ({"用水量": "1001", "rate": "1"}, "用水量"),
        ({"用水量": "1.55", "rate": "1"}, "用水量"),
        ({"用水量": "many", "rate": "1"}, "用水量"),
        ({"用水量": "NaN", "rate": "1"}, "用水量"),
        ({"用水量": "1e99999", "rate": "1"}, "用水量"),
        ({"用水量": "1", "rate": "7"}, "rate"),
        ({"用水量": "1"}, "rate"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_kept(client, column, data, field) -> None:
    make(column)
    response = ask(client, **data)
    assert list(response.context["form"].errors) == [field]
    assert "results" not in response.context


def test_a_division_by_nought_is_told(client, column) -> None:
    make(
        column, results=[("result", {"name": "r", "label": "均价", "formula": "100 / 用水量", "decimals": 2})]
    )
    response = ask(client, 用水量="0", rate="1")
    assert str(response.context["problem"]) == "按这些数值计算时出现除数为零的情况。"


@pytest.mark.parametrize(
    ("inputs", "results", "words"),
    [
        (INPUTS, [("result", {"name": "r", "label": "合计", "formula": "没有 + 1"})], "第 1 个字符"),
        (INPUTS, [("result", {"name": "r", "label": "合计", "formula": "1 +"})], "第 4 个字符"),
        (INPUTS, [("result", {"name": "rate", "label": "合计", "formula": "1"})], "用了两次"),
        ([("number", {"name": "min", "label": "甲", "minimum": 0, "maximum": 1})], [], "min"),
        ([("number", {"name": "甲", "label": "甲", "minimum": 2, "maximum": 1})], [], "甲"),
        (INPUTS, [("result", {"name": "a", "label": "先", "formula": "b"}), RESULTS[0]], "第 1 个字符"),
    ],
)
def test_an_unsound_calculator_is_not_saved_and_breaks_no_page(
    client, column, inputs, results, words
) -> None:
    page = make(column)
    page.inputs, page.results = inputs, results
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert words in "".join(refused.value.messages)
    page.save(clean=False)
    assert ask(client, 用水量="1").context["calculator"] is None


def test_an_unfinished_calculator_says_so(client, column) -> None:
    make(column, inputs=[], results=[])
    assert ask(client).context["calculator"] is None


def test_fees_are_rounded_as_money_is() -> None:
    calculator = Calculator(
        (Input("a", "甲"),), (Result("half", "", "a / 8"), Result("twice", "", "half * 2", decimals=1))
    )
    assert [text for _result, text in calculator.compute({"a": Decimal(1)})] == ["0.13", "0.3"]
    assert calculator.compute({"a": Decimal(80000)})[0][1] == "10,000.00"


def test_a_page_costs_few_queries(client, column, django_assert_max_num_queries) -> None:
    make(column)
    ask(client)
    with django_assert_max_num_queries(12):
        ask(client, 用水量="1", rate="1")
