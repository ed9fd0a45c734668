"""A citizen signs in with the code of a mail, sees and takes along what is kept, and has it erased, on a phone."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.harness.axe import violations
from tests.e2e.harness.inspecting import TOO_WIDE
from tests.e2e.harness.mails import mail_to
from tests.e2e.harness.server import County

ADDRESS = "a-citizen@mail.example"


def test_a_citizen_is_master_of_their_data(county: County, phone: Page) -> None:
    phone.goto(county.at("/citizens/"))
    phone.get_by_label("电子邮箱").fill(ADDRESS)
    phone.get_by_role("button", name="获取验证码").press("Enter")
    code = re.search(r"\b\d{6}\b", mail_to(county, ADDRESS))
    assert code is not None
    assert violations(phone) == []
    assert phone.evaluate(TOO_WIDE) == []
    phone.get_by_label("邮件中的验证码").fill(code[0])
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("main")).to_contain_text(ADDRESS)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="下载与我有关的全部信息").click()
    kept = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert kept["account"]["email"] == ADDRESS
    phone.get_by_role("link", name="删除账号和个人信息").click()
    phone.get_by_role("button", name="永久删除").click()
    expect(phone.get_by_role("status")).to_contain_text("您的账号和数据已删除。")
    phone.goto(county.at("/citizens/"))
    expect(phone).to_have_url(county.at("/citizens/sign-in/"))
