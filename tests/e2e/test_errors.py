"""Wrong addresses and wrong hosts."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness.answers import ask
from tests.e2e.harness.server import County


@pytest.mark.parametrize(
    ("host", "path", "name"),
    [
        ("localhost", "/no-such-page/", "达县人民政府"),
        ("localhost", "/townships/shiqiao/no-such-page/", "石桥镇"),
        ("shiqiao.localhost", "/no-such-page/", "石桥镇"),
        ("localhost", "/departments/finance/news/no-such-page/", "财政局"),
    ],
)
def test_missing_page_in_the_frame_of_its_office(
    county: County, page: Page, host: str, path: str, name: str
) -> None:
    answer = page.goto(county.at(path, host))
    assert answer is not None
    assert answer.status == 404
    expect(page.locator(".identity__name")).to_have_text(name)
    expect(page.get_by_role("heading", level=1)).to_have_text("没有找到这个页面")
    page.get_by_role("link", name="返回首页").click()
    expect(page.locator(".identity__name")).to_have_text(name)
    expect(page.locator("body")).to_have_class("home")


@pytest.mark.parametrize("host", ["unknown.localhost", "evil.example", "localhost.evil.example"])
def test_unknown_host(county: County, host: str) -> None:
    answer = ask(county.at(), host=f"{host}:{county.port}")
    assert answer.status == 400
    assert "达县" not in answer.text


def test_health(county: County) -> None:
    assert ask(county.at("/healthz")).text == "ok"
