"""Without a mouse: the skip link, and the menu of a phone."""

from playwright.sync_api import Page, expect

from tests.e2e.harness.server import County


def test_skip_link_comes_first_and_leads_to_the_content(county: County, page: Page) -> None:
    page.goto(county.at("/townships/shiqiao/news/"))
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_menu_of_a_phone(county: County, phone: Page) -> None:
    phone.goto(county.at("/townships/shiqiao/news/"))
    menu = phone.get_by_role("navigation", name="主菜单")
    expect(menu).to_be_hidden()
    button = phone.get_by_role("button", name="菜单")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    phone.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(menu).to_be_visible()
    phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_panel_of_a_column_at_a_desk(county: County, page: Page) -> None:
    page.goto(county.at())
    button = page.get_by_role("button", name="信息资讯")
    panel = page.locator(f"#{button.get_attribute('aria-controls')}")
    expect(panel).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    page.keyboard.press("Tab")
    expect(panel.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_focus_can_be_seen(county: County, page: Page) -> None:
    page.goto(county.at())
    for _step in range(12):
        page.keyboard.press("Tab")
        drawn = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle !== 'none' || style.boxShadow !== 'none' ? '' :"
            " document.activeElement.outerHTML.slice(0, 120); }"
        )
        assert drawn == ""
