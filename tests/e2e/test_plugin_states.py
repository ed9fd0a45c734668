"""What citizens meet of surveys, interviews and queries only once they do something: nothing to complain of, either."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Response, expect

from tests.e2e.harness import checker, plugin_states
from tests.e2e.harness.admin import People
from tests.e2e.harness.inspecting import PHONE, PHONE_HEIGHT, Tab
from tests.e2e.harness.server import County

type Contexts = Callable[..., BrowserContext]


class Visitor:
    """Goes from state to state and keeps what is wrong with each; the HTML is checked as it was served, at the end."""

    def __init__(self, county: County, context: BrowserContext) -> None:
        self.county = county
        self.tab = Tab(context)
        self.page = self.tab.page
        self.found: list[str] = []
        self.served: dict[str, str] = {}
        self._answer: Response
        self.page.on("response", self._keep)

    def _keep(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.status != 302:
            self._answer = response

    def open(self, path: str, status: int = 200) -> None:
        """Open an address of the portal."""
        self.found += [
            f"{path}: {line}"
            for line in self.tab.open(self.county.at(path), width=PHONE, height=PHONE_HEIGHT, status=status)
        ]

    def press(self, name: str, status: int = 200) -> None:
        """Press a button of the page's main part that sends its form; the answer has that status."""
        self.tab.watch.begin(status)
        with self.page.expect_navigation():
            self.main.get_by_role("button", name=name, exact=True).click()

    @property
    def main(self) -> Locator:
        """The page's main part."""
        return self.page.get_by_role("main")

    def look(self, state: str, words: str) -> None:
        """It is the state that has these words; look at it on a phone and at a desk."""
        assert words in self.main.inner_text(), state
        self.found += [f"{state}: {line}" for line in self.tab.look(language="zh-Hans")]
        self.served[state] = self._answer.text()

    def judge(self) -> None:
        """Nothing was wrong, with the HTML neither."""
        errors = checker.errors(self.served)
        found = [*self.found, *(f"{state}:{line}" for state, lines in errors.items() for line in lines)]
        assert not found, "\n".join(["", *dict.fromkeys(found)])


@pytest.fixture(scope="module")
def led(county: County) -> dict[str, str]:
    """What leads to the states: addresses and codes."""
    return plugin_states.make(county.folder, county.port)


@pytest.fixture
def visitor(county: County, contexts: Contexts) -> Visitor:
    """Somebody on a phone whom nobody knows."""
    return Visitor(county, contexts(width=PHONE))


def test_a_survey_while_it_is_filled_in(visitor: Visitor, led: dict[str, str]) -> None:
    visitor.open("/-/surveys/every-kind/")
    visitor.look("the first part", "第 1 部分，共 2 部分")
    visitor.press("下一步")
    visitor.look("the first part with errors", "请再看一下以下内容")
    visitor.press("保存，以后继续")
    visitor.look("kept", "填写的内容已保存 30 天")
    visitor.open("/-/surveys/every-kind/?part=2")
    visitor.look("the second part", "第14题")
    visitor.press("提交答卷")
    visitor.look("the second part with errors", "请勾选同意后继续")
    visitor.open(led["preview"])
    visitor.look("the preview", "预览：各部分显示在同一页")
    visitor.open(led["faults"])
    visitor.look("a draft with faults", "第 1 部分、第 1 题：此处不能为空")
    visitor.judge()


def test_a_survey_that_takes_no_answer(visitor: Visitor, led: dict[str, str]) -> None:
    for slug, words in (
        ("not-yet", "本次调查尚未开始"),
        ("over", "本次调查已结束"),
        ("taken", "本次调查名额已满"),
        ("by-account", "每人凭账号参与一次"),
        ("full", "上午 （名额已满）"),
    ):
        visitor.open(f"/-/surveys/{slug}/")
        visitor.look(slug, words)
    visitor.open("/-/surveys/travel/continue/")
    visitor.page.locator("#code").fill("ABCD-EFGH")
    visitor.press("继续")
    visitor.look("no such code", "没有与此续填码对应的内容")
    visitor.judge()


def test_a_survey_that_somebody_has_answered(
    county: County, led: dict[str, str], contexts: Contexts, people: People
) -> None:
    visitor = Visitor(county, contexts(width=PHONE, storage_state=people.state("shiqiao-contributor")))
    visitor.open("/-/surveys/by-account/")
    visitor.main.get_by_label("甲", exact=True).check()
    visitor.press("提交答卷")
    visitor.look("thanks", "答卷已提交")
    visitor.open("/-/surveys/by-account/")
    visitor.look("answered before", "您已参与过本次调查")
    visitor.judge()


def test_a_question_and_what_has_become_of_it(visitor: Visitor, led: dict[str, str]) -> None:
    visitor.open("/-/interviews/winter-safety/ask/")
    visitor.press("提交提问", 422)
    visitor.look("a question without words", "提问尚未提交")
    visitor.page.locator("[name=text]").fill("取暖补贴何时发放？")
    expect(visitor.page.locator("[data-proof][data-done]")).to_be_attached()
    visitor.press("提交提问")
    visitor.look("asked", "请记下此查询码")
    visitor.open("/-/interviews/question/")
    for state, words in (
        ("waiting", "待查看"),
        ("refused", "不属于本期主题"),
        ("merged", "另一条提问与您的内容相同"),
        ("routed", "已转交承办单位"),
    ):
        visitor.page.locator("#code").fill(led[state])
        visitor.press("查询")
        visitor.look(f"a question that is {state}", words)
    visitor.page.locator("#code").fill("ABCD-EFGH")
    visitor.press("查询", 422)
    visitor.look("no such question", "没有")
    for slug, words in (("small-matters", "已结束"), ("live-now", "直播中")):
        visitor.open(f"/-/interviews/{slug}/")
        visitor.look(slug, words)
    visitor.judge()


def test_lists_of_queries(visitor: Visitor, led: dict[str, str]) -> None:
    for state, path, words in (
        ("rows", "villages/?q=石桥", "石桥"),
        ("no row", "villages/?q=没有这样的村", "查到 0 条"),
        ("departures", "bus-times/?line=2路&after=17:00", "2路"),
        ("no place", "places/?q=没有这样的地方", "没有查到"),
        ("prices compared", "market-prices/?goods=大白菜&goods=番茄", "番茄"),
        ("no table", "no-table/", "暂无可查询的内容"),
        ("no source", "no-source/", "暂无可查询的内容"),
    ):
        visitor.open(f"/queries/{path}")
        visitor.look(state, words)
    visitor.judge()


def test_answers_of_queries(visitor: Visitor, led: dict[str, str]) -> None:
    visitor.open("/queries/water-cut/?f1=太平村")
    visitor.look("an answer of earlier", "的最近一次答复")
    visitor.open("/queries/water-cut/?f1=乌梅村", 503)
    visitor.look("no answer", "起无法访问")
    visitor.open("/queries/water-fee/")
    visitor.press("计算")
    visitor.look("a fee without its figures", "未能计算")
    visitor.page.get_by_label("本月用水量").fill("30")
    visitor.page.get_by_label("家庭人数").fill("4")
    visitor.press("计算")
    visitor.look("a fee", "123.00")
    visitor.open("/queries/housing-fund/")
    visitor.press("查询")
    visitor.look("no facts", "请填写此项")
    for name, words in (("示例乙", "没有查到"), ("示例甲", "缴存单位")):
        visitor.page.get_by_label("身份证件号码").fill("999999199003070012")
        visitor.page.get_by_label("姓名").fill(name)
        visitor.press("查询")
        visitor.look(f"the record of {name}", words)
    visitor.judge()
