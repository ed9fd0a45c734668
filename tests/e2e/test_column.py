"""A column: its items by date, its years, its feeds."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness.answers import ask
from tests.e2e.harness.server import County

COLUMN = "/townships/shiqiao/news/"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_newest_first(county: County, page: Page) -> None:
    page.goto(county.at(COLUMN))
    dates = page.locator(".entry time").evaluate_all("times => times.map(time => time.dateTime)")
    assert len(dates) >= 5
    assert dates == sorted(dates, reverse=True)


def test_years(county: County, page: Page) -> None:
    page.goto(county.at("/disclosure/notices/"))
    years = page.get_by_role("navigation", name="按年份查看").locator(".years__link[href$='/']")
    listed = [text for text in years.all_inner_texts() if re.match(r"\d{4}", text)]
    assert len(listed) >= 2
    year, count = re.match(r"(\d{4})\D+(\d+)", listed[-1].replace("\n", " ")).groups()  # type: ignore[union-attr]
    years.filter(has_text=year).click()
    expect(page).to_have_url(county.at(f"/disclosure/notices/{year}/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(year)
    shown = page.locator(".entry time").evaluate_all("times => times.map(time => time.dateTime.slice(0, 4))")
    assert set(shown) == {year}
    assert len(shown) == min(int(count), 20)
    assert ask(county.at("/disclosure/notices/1949/")).status == 404


def test_rss(county: County) -> None:
    answer = ask(county.at(f"{COLUMN}rss.xml"))
    assert answer.headers.get_content_type() == "application/rss+xml"
    channel = ElementTree.fromstring(answer.body).find("channel")
    assert channel is not None
    assert channel.findtext("title") == "工作动态 - 石桥镇"
    check_items([item.findtext("link") or "" for item in channel.iter("item")], county)


def test_atom(county: County) -> None:
    answer = ask(county.at(f"{COLUMN}atom.xml"))
    assert answer.headers.get_content_type() == "application/atom+xml"
    feed = ElementTree.fromstring(answer.body)
    assert feed.findtext(f"{ATOM}title") == "工作动态 - 石桥镇"
    entries = feed.findall(f"{ATOM}entry")
    check_items([entry.find(f"{ATOM}link").get("href", "") for entry in entries], county)  # type: ignore[union-attr]


def check_items(addresses: list[str], county: County) -> None:
    """Each item stands under the township's own hostname and answers there."""
    assert len(addresses) >= 5
    prefix = county.at("/news/", "shiqiao.localhost")
    assert [address for address in addresses if not address.startswith(prefix)] == []
    assert ask(addresses[0]).status == 200


@pytest.mark.parametrize("kind", ["rss.xml", "atom.xml"])
def test_feed_is_announced(county: County, page: Page, kind: str) -> None:
    page.goto(county.at(COLUMN))
    expect(page.locator(f'link[rel=alternate][href="{COLUMN}{kind}"]')).to_have_count(1)
    expect(page.locator(f'.feeds a[href="{COLUMN}{kind}"]')).to_be_visible()
