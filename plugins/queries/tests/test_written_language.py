"""On English pages what an office wrote in Chinese says so, in plots and in their tables (WCAG 3.1.2)."""

from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from plugins.queries.plot import WIDE, draw
from plugins.queries.series import Point, Series

LANG = ' lang="zh-Hans"'


@pytest.fixture
def context():
    points = [Point(date(2026, 11, day), Decimal(day), f"{day}.00") for day in (1, 2)]
    series = [Series("白菜", "元/斤", points)]
    first, last = date(2026, 11, 1), date(2026, 11, 2)
    return {
        "page": {"title": "菜价"}, "series": series, "first_day": first, "last_day": last, "units": ["元/斤"],
        "plot": draw("wide", WIDE, series, first, last), "days": [(first, ["1.00"])], "labels": ["白菜"], "chosen": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("part", "marked"),
    [
        ("plot", [f'<title id="plot-title-wide"{LANG}>菜价', f"<title{LANG}>白菜 2026-11-01 1.00</title>"]),
        (
            "series_summary",
            [f"<span{LANG}>白菜</span>", f'<span class="series-card__unit"{LANG}>元/斤</span>'],
        ),
        ("series_days", [f'<th scope="col" class="number"{LANG}>白菜</th>', f"<small{LANG}>元/斤</small>"]),
        ("series_choice", [f"<span{LANG}>白菜</span>"]),
    ],
)
def test_names_of_series_are_marked_on_english_pages_only(context, part, marked):
    with override("en"):
        english = render_to_string(f"queries/parts/{part}.html", context)
    with override("zh-hans"):
        chinese = render_to_string(f"queries/parts/{part}.html", context)
    assert [each in english for each in marked] == [True] * len(marked)
    assert "lang=" not in chinese
