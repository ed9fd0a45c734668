"""Signing in on a phone with a passkey, an authenticator app and an identity service, as production demands it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from core.testing.identity_service import identity_service
from deploy.commands.ports import next_free
from tests.e2e.harness import demonstration, server
from tests.e2e.harness.axe import violations
from tests.e2e.harness.inspecting import TOO_WIDE
from tests.e2e.harness.one_time_passwords import one_time_password
from tests.e2e.harness.server import County

PEOPLE = (
    {"sub": "li", "preferred_username": "shiqiao-contributor"},
    {"sub": "nobody", "preferred_username": "nobody-here"},
)


@pytest.fixture(scope="module")
def secured(county: County, tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """The demonstration with the second factor forced, and with a real identity service beside it."""
    port = next_free(county.port + 20)
    folder = demonstration.copied(county.folder, tmp_path_factory.mktemp("secured"))
    with identity_service(*PEOPLE) as issuer:
        variables = {
            "COUNTYWIDE_SECOND_FACTOR_REQUIRED": "true",
            "COUNTYWIDE_OIDC_ISSUER": issuer,
            "COUNTYWIDE_OIDC_CLIENT_ID": "countywide",
            "COUNTYWIDE_OIDC_CLIENT_SECRET": "secret",
            "COUNTYWIDE_OIDC_MATCH_CLAIM": "preferred_username",
        }
        with server.served(folder, port, variables) as running:
            yield running


def fits(page: Page) -> None:
    """Nothing wider than the phone, and nothing that axe finds."""
    assert page.evaluate(TOO_WIDE) == []
    assert violations(page) == []


def enter_password(page: Page, county: County, username: str) -> None:
    page.goto(county.at("/admin/"))
    expect(page).to_have_url(county.at("/accounts/login/?next=/admin/"))
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(county.accounts[username].password)
    page.locator("form button[type=submit]").first.click()


def sign_out(page: Page, county: County) -> None:
    page.goto(county.at("/accounts/"))
    page.get_by_role("button", name="退出登录").click()
    expect(page).to_have_url(county.at("/accounts/login/"))


def test_with_a_passkey(secured: County, phone: Page) -> None:
    debugger = phone.context.new_cdp_session(phone)
    debugger.send("WebAuthn.enable")
    debugger.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    enter_password(phone, secured, "baijie-manager")
    expect(phone).to_have_url(secured.at("/accounts/second-factor/?next=%2Fadmin%2F"))
    expect(phone.get_by_role("status")).to_contain_text("发布、管理岗位须使用双重验证")
    fits(phone)
    phone.get_by_role("link", name="设置通行密钥").click()
    fits(phone)
    phone.locator("input[name=passwordless]").check()
    phone.get_by_role("button", name="设置", exact=True).click()
    expect(phone.get_by_role("heading", name="恢复码")).to_be_visible()
    fits(phone)
    answer = phone.goto(secured.at("/admin/"))
    assert answer is not None
    assert (answer.status, phone.url) == (200, secured.at("/admin/"))
    sign_out(phone, secured)
    fits(phone)
    phone.get_by_role("button", name="使用通行密钥登录").click()
    expect(phone).to_have_url(secured.at("/admin/"))


def test_with_an_authenticator_app(secured: County, phone: Page) -> None:
    enter_password(phone, secured, "shiqiao-manager")
    phone.get_by_role("link", name="设置验证器应用").click()
    secret = phone.locator("#authenticator_secret").inner_text().strip()
    fits(phone)
    phone.locator("input[name=code]").fill("000000")
    phone.get_by_role("button", name="设置", exact=True).click()
    expect(phone.locator(".field__error")).to_be_visible()
    assert phone.locator("#authenticator_secret").inner_text().strip() == secret
    phone.locator("input[name=code]").fill(one_time_password(secret))
    phone.get_by_role("button", name="设置", exact=True).click()
    codes = phone.locator(".sign-on__codes li").all_inner_texts()
    assert len(codes) == 10
    sign_out(phone, secured)
    enter_password(phone, secured, "shiqiao-manager")
    expect(phone).to_have_url(secured.at("/accounts/second-factor/authenticate/"))
    fits(phone)
    phone.locator("input[name=code]").fill(one_time_password(secret, steps_ahead=1))
    phone.get_by_role("button", name="登录", exact=True).click()
    expect(phone).to_have_url(secured.at("/admin/"))
    sign_out(phone, secured)
    enter_password(phone, secured, "shiqiao-manager")
    phone.locator("input[name=code]").fill(codes[0])
    phone.get_by_role("button", name="登录", exact=True).click()
    expect(phone).to_have_url(secured.at("/admin/"))


def test_with_the_identity_service(secured: County, phone: Page) -> None:
    phone.goto(secured.at("/accounts/login/"))
    fits(phone)
    phone.get_by_role("button", name="使用统一身份认证登录").click()
    phone.get_by_role("button", name="Authorize as li").click()
    expect(phone).to_have_url(secured.at("/admin/"))
    phone.goto(secured.at("/accounts/"))
    expect(phone.get_by_text("已与您的账号关联。")).to_be_visible()
    fits(phone)
    phone.get_by_role("link", name="查看会话").click()
    expect(phone.get_by_text("当前设备")).to_be_visible()
    fits(phone)


def test_whom_nobody_invited(secured: County, phone: Page) -> None:
    phone.goto(secured.at("/accounts/login/"))
    phone.get_by_role("button", name="使用统一身份认证登录").click()
    phone.get_by_role("button", name="Authorize as nobody").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("身份认证已通过，但您在本系统没有账号")
    fits(phone)


def test_a_password_needs_no_script(county: County, without_scripts: Page) -> None:
    page = without_scripts
    page.goto(county.at("/accounts/login/"))
    page.locator("input[name=login]").fill("maliu-contributor")
    page.locator("input[name=password]").fill(county.accounts["maliu-contributor"].password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url(county.at("/admin/"))
