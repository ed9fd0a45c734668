"""On English pages the options of a question say that they are Chinese, in plots and in their tables (WCAG 3.1.2)."""

from types import SimpleNamespace

from django.template.loader import render_to_string
from django.utils.translation import override

from plugins.surveys.results.plots import draw_bars

LANG = ' lang="zh-Hans"'


def drawn(part, language):
    row = SimpleNamespace(label="公交车", count="12", share="60%")
    shown = SimpleNamespace(title="", rows=[row], plot=draw_bars([("公交车", "12 · 60%", 60.0)]))
    result = SimpleNamespace(question=SimpleNamespace(text="您怎么出行？", code="Q1"))
    with override(language):
        context = {"part": shown, "result": result, "plot": shown.plot, "words": [("便宜", 3)]}
        return render_to_string(f"surveys/parts/{part}.html", context)


def test_the_plot():
    english = drawn("plot", "en")
    assert f'role="img"{LANG} aria-label="您怎么出行？: 公交车 12 · 60%"' in english
    assert f'x="0" y="16"{LANG}>公交车</text>' in english
    assert 'text-anchor="end" lang="en">12 · 60%</text>' in english


def test_the_table_of_its_figures():
    english = drawn("figures", "en")
    assert f'tabindex="0"{LANG}>' in english
    assert '<table class="table" lang="en">' in english
    assert f'<th scope="row"{LANG}>公交车</th>' in english


def test_the_words():
    assert f"<p{LANG}>便宜 (3)</p>" in drawn("words", "en")


def test_chinese_pages_need_no_mark_beside_their_own():
    assert [drawn(part, "zh-hans").count(LANG) for part in ("plot", "figures", "words")] == [1, 1, 0]
