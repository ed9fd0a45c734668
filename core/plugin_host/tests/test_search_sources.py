"""Rows of plugins in the public search: where the plugin is on, and never at the cost of the page."""

from typing import Any

import pytest
from django.test import Client

from core.access.actors import SYSTEM
from core.plugin_api import Hit, Owned, SearchSource, disable_plugin, enable_plugin
from core.plugin_host import registry
from core.testing.county import County

HOST = {"host": "shiqiao.localhost"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, county: County) -> list[list[str]]:
    """A source of the notices that finds one thing; what it was asked for, by the subsites' slugs."""
    calls: list[list[str]] = []

    def find(words: str, subsites: Any, request: Any, at_most: int) -> list[Hit]:
        calls.append([entry.slug for entry in subsites])
        if words == "坏":
            raise RuntimeError("fell over")
        return [Hit(title=f"找到{words}", url="/there/#place", text=f"这里有{words}")] * (at_most + 3)

    source = SearchSource(name="things", label="通知里的东西", find=find)
    table = dict(registry._loaded())
    table[SearchSource.point] = (Owned("notices", source),)
    monkeypatch.setattr(registry, "_table", table)
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    return calls


def search(client: Client, **data: str) -> str:
    return client.get("/-/search/", data, headers=HOST).content.decode()


def test_hits_stand_above_the_pages_with_what_was_asked_for_marked(client: Client, asked: Any) -> None:
    html = search(client, q="停水")
    assert html.count('href="/there/#place"') == 5
    assert "通知里的东西" in html
    assert "这里有<mark>停水</mark>" in html
    assert asked == [["shiqiao"]]


def test_only_open_subsites_are_asked_about(client: Client, asked: Any, county: County) -> None:
    search(client, q="停水", scope="all")
    disable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    assert 'href="/there/#place"' not in search(client, q="停水", scope="all")
    assert asked == [["shiqiao"]]


def test_an_exception_takes_nothing_down(client: Client, asked: Any) -> None:
    assert client.get("/-/search/", {"q": "坏"}, headers=HOST).status_code == 200


def test_nothing_is_asked_without_words(client: Client, asked: Any) -> None:
    search(client, q="")
    assert asked == []
