"""What the template tags print."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from core.design.templatetags.design import chunks, date_mark, icon, language_tag, theme_address


def test_date_mark_shows_local_time() -> None:
    with timezone.override("Asia/Shanghai"):
        shown = date_mark(datetime(2026, 11, 20, 1, 30, tzinfo=UTC))
    assert shown == '<time datetime="2026-11-20T09:30+08:00">2026-11-20 09:30</time>'


def test_date_mark_of_a_day_and_of_nothing() -> None:
    assert date_mark(date(2026, 2, 3)) == '<time datetime="2026-02-03">2026-02-03</time>'
    assert date_mark(None) == ""


def test_icon_is_decoration_unless_labelled() -> None:
    assert 'aria-hidden="true"' in icon("search")
    assert icon("search").endswith('#search"></use></svg>')
    assert 'role="img" aria-label="&lt;b&gt;"' in icon("search", "<b>")


def test_icon_resolves_stored_names() -> None:
    assert '#heart-pulse"' in icon("heart")
    assert '#file-text"' in icon("")


@pytest.mark.parametrize(
    ("code", "tag"), [("zh-hans", "zh-Hans"), ("en", "en"), ("en-gb", "en-GB"), (None, "zh-Hans")]
)
def test_language_tag(code: str | None, tag: str) -> None:
    with translation.override("zh-hans"):
        assert language_tag(code) == tag


def test_theme_address_refuses_odd_names() -> None:
    class Subsite:
        theme = "../secret"

    assert theme_address(Subsite()) == ""


def test_chunks() -> None:
    assert chunks("abcde", 2) == [["a", "b"], ["c", "d"], ["e"]]


def test_pagination_keeps_the_question() -> None:
    request = RequestFactory().get("/", {"q": "农田", "page": "2"})
    page = Paginator(range(100), 10).page(2)
    html = Template("{% load design %}{% pagination page %}").render(
        Context({"request": request, "page": page})
    )
    assert 'href="?q=%E5%86%9C%E7%94%B0&amp;page=3" rel="next"' in " ".join(html.split())
    assert html.count('aria-current="page"') == 1


def test_pagination_of_a_single_page_is_nothing() -> None:
    page = Paginator(range(3), 10).page(1)
    html = Template("{% load design %}{% pagination page %}").render(Context({"page": page}))
    assert html.strip() == ""


@pytest.mark.parametrize(("language", "expected"), [("zh-hans", "<p>"), ("en", '<p lang="zh-Hans">')])
def test_what_was_written_in_the_office_s_own_language_is_marked_on_other_pages(
    language: str, expected: str
) -> None:
    template = Template("{% load design %}<p{% written_language %}>")
    with translation.override(language):
        assert template.render(Context()) == expected
