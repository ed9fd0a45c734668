"""A survey with one answer for each mobile number, on a phone: every state of the page that asks for the number."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from deploy.commands.ports import next_free
from tests.e2e.conftest import ports_from
from tests.e2e.harness import checker, demonstration, server
from tests.e2e.harness.inspecting import PHONE, PHONE_HEIGHT, Tab
from tests.e2e.harness.server import County
from tests.e2e.harness.text_messages import codes_to

SURVEY = "/-/surveys/livelihood-projects/"
TELEPHONE = f"{SURVEY}telephone/"
LANGUAGES = ("", "/en")
LOOK_AGAIN = re.compile("刷新查看|Look again")

type Contexts = Callable[..., BrowserContext]


class Looked:
    """What is wrong with each state of the page, on a phone and at a desk; the HTML is checked as it was served."""

    def __init__(self, contexts: Contexts) -> None:
        self.tab = Tab(contexts(width=PHONE))
        self.page = self.tab.page
        self.complaints: list[str] = []
        self.served: dict[str, str] = {}
        self._answer: Response
        self.page.on("response", self._keep)

    def _keep(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.status != 302:
            self._answer = response

    def open(self, address: str) -> None:
        """Open an address."""
        self.complaints += self.tab.open(address, width=PHONE, height=PHONE_HEIGHT)

    def submit(self) -> None:
        """Press the first button of the form."""
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").first.click()

    def at(self, state: str, language: str) -> None:
        """Look at the page as it is; the language is the beginning of its address."""
        tag = "en" if language else "zh-Hans"
        self.complaints += [f"{state} {tag}: {line}" for line in self.tab.look(language=tag)]
        self.served[f"{state} {tag}"] = self._answer.text()

    def judge(self) -> None:
        """Fail with everything that was wrong."""
        errors = checker.errors(self.served)
        found = [*self.complaints, *(f"{state}: {line}" for state, lines in errors.items() for line in lines)]
        assert not found, "\n".join(["", *dict.fromkeys(found)])


def ask_code(page: Page, number: str) -> None:
    """Have a code sent to a number, from the page that asks for it."""
    page.locator("#number").fill(number)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("#code")).to_be_visible()


def test_from_the_portal_to_the_thanks(county: County, contexts: Contexts) -> None:
    """Without JavaScript; the code is read where `make demo` says that it lies."""
    page = contexts(width=PHONE, java_script_enabled=False).new_page()
    page.goto(county.at("/participation/livelihood-projects/"))
    page.get_by_role("link", name="参与调查").click()
    page.wait_for_url(f"**{TELEPHONE}")
    number = "13800000001"
    ask_code(page, number)
    page.locator("#code").fill(codes_to(county, number)[-1])
    page.get_by_role("button", name="继续", exact=True).click()
    page.wait_for_url(f"**{SURVEY}")
    page.get_by_label("社区老年助餐点", exact=True).check()
    page.get_by_label("农村", exact=True).check()
    page.get_by_role("button", name="提交答卷").click()
    page.wait_for_url("**/thanks/")
    expect(page.get_by_role("main")).to_contain_text("答卷已提交")
    page.goto(county.at(SURVEY))
    expect(page.get_by_role("main")).to_contain_text("您已参与过本次调查")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_the_page(county: County, contexts: Contexts, language: str) -> None:
    looked = Looked(contexts)
    page = looked.page
    looked.open(county.at(language + TELEPHONE))
    looked.at("asks the number", language)
    page.locator("#number").fill("12345")
    looked.submit()
    expect(page.locator("#number-error")).to_be_visible()
    expect(page.locator("#number")).to_have_value("12345")
    looked.at("number error", language)

    number = f"138000000{10 + LANGUAGES.index(language)}"
    page.locator("#number").fill(number)
    looked.submit()
    expect(page.locator("#code")).to_be_visible()
    looked.at("on its way", language)
    code = codes_to(county, number)[-1]
    while page.get_by_role("link", name=LOOK_AGAIN).count():
        page.get_by_role("link", name=LOOK_AGAIN).click()
        page.wait_for_load_state()
    looked.at("sent", language)
    for _attempt in range(5):
        page.locator("#code").fill("000000" if code != "000000" else "111111")
        looked.submit()
        expect(page.locator("#code-error")).to_be_visible()
    looked.at("wrong code", language)
    page.locator("#code").fill(code)
    looked.submit()
    expect(page.locator("#number-error")).to_be_visible()
    looked.at("too many", language)
    looked.judge()


@pytest.mark.parametrize(
    ("variables", "state"),
    [
        ({"COUNTYWIDE_TEXT_GATEWAY": "http"}, "no gateway"),
        # In the own network, which is not named: it is refused when it is asked.
        (
            {
                "COUNTYWIDE_TEXT_GATEWAY_URL": "https://localhost/send",
                "COUNTYWIDE_TEXT_GATEWAY_BODY": '{"to": "{number}", "text": "{text}"}',
            },
            "failed",
        ),
    ],
)
def test_where_nothing_can_be_sent(
    county: County, contexts: Contexts, tmp_path: Path, variables: dict[str, str], state: str
) -> None:
    looked = Looked(contexts)
    page = looked.page
    folder = demonstration.copied(county.folder, tmp_path / "county")
    with server.served(folder, next_free(ports_from()), variables) as other:
        for language in LANGUAGES:
            looked.open(other.at(language + TELEPHONE))
            if state == "failed":
                page.locator("#number").fill(f"138000000{20 + LANGUAGES.index(language)}")
                looked.submit()
                while page.locator("#number-error").count() == 0:
                    page.get_by_role("link", name=LOOK_AGAIN).click()
                    page.wait_for_load_state()
            expect(page.locator("#code")).to_have_count(0)
            expect(page.locator("#number")).to_have_count(0 if state == "no gateway" else 1)
            looked.at(state, language)
    looked.judge()
