"""A citizen opens the county portal."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.harness.answers import ask, links, marks
from tests.e2e.harness.server import County

OUR_HOST = re.compile(r"http://([a-z-]+\.)?localhost[:/]")


def test_front_page(county: County, page: Page) -> None:
    answer = page.goto(county.at())
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator(".identity__name")).to_have_text("达县人民政府")
    menu = page.get_by_role("navigation", name="主菜单")
    titles = menu.locator(".site-menu__link").all_inner_texts()
    assert titles == [
        "首页", "走进达县", "信息资讯", "政务公开", "网上服务",
        "网上查询", "公众参与", "专题专栏", "乡镇街道", "县级部门",
    ]  # fmt: skip
    newest = page.get_by_role("region", name="各单位最新发布").locator(".headlines__item")
    assert newest.count() == 12
    assert "" not in newest.locator(".headlines__office").all_inner_texts()


def test_page_marks(county: County) -> None:
    html = ask(county.at()).text
    found = marks(html)
    assert found["SiteName"] == "达县人民政府"
    assert found["SiteDomain"] == "localhost"
    assert len(found["SiteIDCode"]) == 10
    assert [link["href"] for link in links(html, "canonical")] == [county.at()]
    alternates = {link["hreflang"]: link["href"] for link in links(html, "alternate") if "hreflang" in link}
    assert alternates == {"zh-Hans": county.at(), "en": county.at("/en/")}


def test_footer_names_who_answers_for_the_site(county: County, page: Page) -> None:
    page.goto(county.at())
    footer = page.get_by_role("contentinfo")
    code = marks(ask(county.at()).text)["SiteIDCode"]
    expect(footer).to_contain_text(f"网站标识码：{code}")
    for label in ("主办单位：", "电话："):
        expect(footer).to_contain_text(label)
    expect(footer.get_by_role("link", name="政府网站找错")).to_be_visible()


def test_every_link_of_the_front_page_leads_somewhere(county: County, page: Page) -> None:
    page.goto(county.at())
    addresses = page.locator("a[href]").evaluate_all("links => [...new Set(links.map(link => link.href))]")
    # Other people's sites are not ours to ask.
    inside = sorted(address.split("#")[0] for address in addresses if OUR_HOST.match(address))
    dead = [address for address in dict.fromkeys(inside) if ask(address).status != 200]
    assert dead == []
