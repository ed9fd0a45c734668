"""Plugins' addresses below a home page: each says where it is, in both languages, also when called as of old."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override
from wagtail.models import Locale

from core.pages.tests.test_addresses_below import Head, crumbs
from core.plugin_api import SYSTEM, enable_plugin, render_public
from core.plugin_host.addresses import PluginAddress
from core.tenancy.current import set_current_page
from core.tenancy.table import touch_revision
from core.testing.county import County
from plugins.notices.services import publish_notice
from plugins.surveys.models import ResultsRule
from plugins.surveys.tests.factories import make_survey

PORTAL = {"host": "localhost:8000"}


@pytest.fixture
def both_sides(county: County) -> County:
    locale = Locale.objects.get_or_create(language_code="en")[0]
    county.home("portal").copy_for_translation(locale).save_revision().publish()
    touch_revision()
    for slug in ("surveys", "notices"):
        enable_plugin(subsite=county.portal, slug=slug, by=SYSTEM)
    return county


@pytest.mark.parametrize(
    ("name", "below"),
    [("", []), ("results/", [("结果", "Results")]), ("continue/", [])],
)
def test_a_survey(client: Client, both_sides: County, name: str, below: list[tuple[str, str]]) -> None:
    survey = make_survey(both_sides.portal, title="出行调查", slug="travel", results=ResultsRule.ALWAYS)
    rest = f"-/surveys/{survey.slug}/"
    for side, other, code, language in (("", "/en", "en", 0), ("/en", "", "zh-Hans", 1)):
        response = client.get(f"{side}/{rest}{name}", headers=PORTAL)
        head = Head(response.content.decode())
        assert head.canonical == head.mark == [f"http://localhost:8000{side}/{rest}{name}"]
        assert head.alternates == {
            "zh-Hans": f"http://localhost:8000/{rest}{name}",
            "en": f"http://localhost:8000/en/{rest}{name}",
        }
        assert head.languages == {code: f"{other}/{rest}{name}"}
        own = f"{side}/{rest}{name}"
        steps = [("出行调查", f"{side}/{rest}")] if below else [("出行调查", own)]
        assert crumbs(response)[1:] == [*steps, *((words[language], own) for words in below)]


def test_a_notice(client: Client, both_sides: County) -> None:
    notice = publish_notice(
        subsite=both_sides.portal, title="停水通知", by=SYSTEM, starts_at=datetime(2026, 3, 4, tzinfo=UTC)
    )
    response = client.get(f"/-/notices/{notice.pk}/", headers=PORTAL)
    assert Head(response.content.decode()).mark == [f"http://localhost:8000/-/notices/{notice.pk}/"]
    assert crumbs(response)[1:] == [("停水通知", f"/-/notices/{notice.pk}/")]


def test_a_call_as_of_contract_1_0_has_the_plugins_name(both_sides: County) -> None:
    request: Any = RequestFactory().get("/-/surveys/old/", headers=PORTAL)
    request.home_page = both_sides.home("portal")
    request.plugin_address = PluginAddress("surveys", "-/surveys/old/")
    set_current_page(request, request.home_page)
    with override("zh-hans"):
        response = render_public(request, "404.html", {"name": "value"}, 404)
    html = " ".join(response.content.decode().split())
    assert response.status_code == 404
    assert '<span aria-current="page">网上调查</span>' in html
    assert Head(html).canonical == ["http://localhost:8000/-/surveys/old/"]
