"""Recall: what a person looks for is found, on whichever database the suite runs."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.pages.models import ArticlePage
from core.search.querysets import indexed_texts, visitor_query

type Publish = Callable[..., ArticlePage]
type Index = Callable[[], int]

TEXT = (
    "各乡镇人民政府，县级各部门：现将《达县城乡居民基本医疗保险实施办法》印发给你们，请结合实际认真贯彻执行。"
    "联系电话0818-2123456，Wi-Fi密码见School公告栏。"
)
TITLE = "关于印发达县医保办法的通知（达县府发〔2026〕３号）"

INSIDE = [
    "医疗", "疗保", "保险", "医疗保险", "基本医疗保险实施办法", "城乡居民", "居民基本", "贯彻执行", "政府", "部门",
    "结合实际", "印发", "通知", "达县府发", "府发", "〔2026〕3号", "达县府发〔2026〕3号", "府发(2026)３号", "2026",
    "3号", "0818-2123456", "2123456", "wi-fi", "ＷＩ-ＦＩ", "school", "SCHOOL", "办", "医", "法", "医保 电话",
    "医保，电话", "通知 医疗保险 贯彻", "“城乡居民”", '"认真贯彻执行"', "《达县城乡居民基本医疗保险实施办法》",
]  # fmt: skip
OUTSIDE = [
    "疗医", "医疗养老", "保险 养老", "达县府发〔2025〕3号", "府发3号", "schoo", "212345", "026", "医保，养老",
    '"医保 电话"', "通知办法", "险实施达", "。", "！？", "",
]  # fmt: skip


@pytest.mark.parametrize("index_before", [True, False])
def test_questions_with_an_answer_find_it(publish: Publish, index: Index, index_before: bool) -> None:
    if index_before:  # replaced in the index, not only inserted
        article = publish("别的", "别的")
        index()
        article.title, article.body = TITLE, [("paragraph", f"<p>{TEXT}</p>")]
        article.save()
    else:
        article = publish(TITLE, TEXT)
    index()
    assert [q for q in INSIDE if list(ArticlePage.objects.search(visitor_query(q))) != [article]] == []
    assert [q for q in OUTSIDE if list(ArticlePage.objects.search(visitor_query(q)))] == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_every_stretch_of_the_text_is_found(indexed_article: ArticlePage, data: st.DataObject) -> None:
    run = data.draw(
        st.sampled_from(["达县城乡居民基本医疗保险实施办法", "请结合实际认真贯彻执行", "各乡镇人民政府"])
    )
    start = data.draw(st.integers(0, len(run) - 1))
    stop = data.draw(st.integers(start + 1, len(run)))
    assert indexed_article.pk in [page.pk for page in ArticlePage.objects.search(run[start:stop])]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(question=st.text(max_size=120))
def test_no_question_is_an_error(indexed_article: ArticlePage, question: str) -> None:
    for search in (ArticlePage.objects.search, ArticlePage.objects.autocomplete):
        assert search(question).count() == len(list(search(question)))


@pytest.fixture
def indexed_article(publish: Publish, index: Index) -> ArticlePage:
    article = publish(TITLE, TEXT)
    index()
    return article


def test_rare_characters_are_told_apart(publish: Publish, index: Index) -> None:
    first, second = publish("𬬭化公司"), publish("𬭛化公司")
    index()
    assert list(ArticlePage.objects.search("𬬭化")) == [first]
    assert list(ArticlePage.objects.search("𬭛")) == [second]


def test_long_texts_are_searched_to_their_end(publish: Publish, index: Index) -> None:
    filler = "".join(chr(0x4E00 + number % 20_000) for number in range(40_000))
    article = publish("年鉴", f"{filler}，麒麟洞的传说")
    index()
    assert list(ArticlePage.objects.search("麒麟洞的传说")) == [article]
    turn = filler[15_990:16_010]
    assert list(ArticlePage.objects.search(turn)) == [article]


def test_title_stands_above_text(publish: Publish, index: Index) -> None:
    in_text = publish("县政府工作动态", "会议研究了防汛抗旱工作。防汛抗旱形势严峻。")
    in_title = publish("防汛抗旱应急预案", "各单位要高度重视。")
    often = publish("简报", "防汛抗旱" * 30)
    index()
    assert ArticlePage.objects.search("防汛抗旱")[0] == in_title
    assert set(ArticlePage.objects.search("防汛抗旱")) == {in_text, in_title, often}


def test_words_may_stand_partly_in_the_title_partly_in_the_text(publish: Publish, index: Index) -> None:
    article = publish("石桥镇春耕", "农机补贴已发放")
    publish("石桥镇秋收", "粮食入库")
    index()
    assert list(ArticlePage.objects.search("石桥镇 农机补贴")) == [article]


def test_what_an_editor_chooses_from_a_list_is_no_text(publish: Publish, index: Index) -> None:
    article = publish("石桥镇春耕", body=[("heading", {"text": "农机补贴", "level": "h3"})])
    index()
    assert indexed_texts([article])[article.pk] == "农机补贴"
