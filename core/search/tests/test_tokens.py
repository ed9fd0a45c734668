"""The rules of storing and asking, without a database."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.search.tokens import (
    HAN,
    QUERY_TOKENS_LIMIT,
    TOKEN_LIMIT,
    Sequence,
    asked_sequences,
    normalise,
    stored_tokens,
)

HAN_TEXT = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from("达县医疗保险政务公开办事指南〇々"),
        st.characters(min_codepoint=0x20000, max_codepoint=0x323AF),
    ),
    min_size=1,
    max_size=40,
)


def stored(text: str) -> list[str]:
    return list(stored_tokens(text))


def found(question: str, text: str) -> bool:
    """Ask as a database does: each sequence stands somewhere in the stored tokens."""
    tokens = stored(text)
    sequences = asked_sequences(question)
    return bool(sequences) and all(
        any(_stands(each, tokens[at:]) for at in range(len(tokens))) for each in sequences
    )


def _stands(sequence: Sequence, tokens: list[str]) -> bool:
    *first, last = sequence.tokens
    if len(tokens) < len(sequence.tokens) or tokens[: len(first)] != first:
        return False
    candidate = tokens[len(first)]
    return candidate.startswith(last) if sequence.open_end else candidate == last


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("医疗保险", "医疗 疗保 保险 险"),
        ("县", "县"),
        ("达县府发〔２０２６〕３号", "达县 县府 府发 发 2026 3 号"),
        ("二〇二六年", "二〇 〇二 二六 六年 年"),
        ("Wi-Fi 上网", "wi fi 上网 网"),
        ("ＡＢＣ①Ⅳ㎡", "abc1ivm2"),
        ("École ÉTÉ", "ecole ete"),
        ("5G基站", "5g 基站 站"),
        ("a_b", "a b"),
        ("𬬭化", "x2cb2d化 化"),
        ("！？…——", ""),
        ("", ""),
    ],
)
def test_stored(text: str, tokens: str) -> None:
    assert stored(text) == tokens.split()


@pytest.mark.parametrize(
    ("question", "sequences"),
    [
        ("保险", [("保险", False)]),
        ("医疗保险", [("医疗 疗保 保险", False)]),
        ("县", [("县", True)]),
        ("医保、社保", [("医保", False), ("社保", False)]),
        ("医保　办理", [("医保", False), ("办理", False)]),
        ("达县府发〔2026〕3号", [("达县 县府 府发 发 2026 3 号", True)]),
        ("2026-11-22", [("2026 11 22", False)]),
        ("《关于印发的通知》", [("关于 于印 印发 发的 的通 通知", False)]),
        ("。，！", []),
        ("", []),
    ],
)
def test_asked(question: str, sequences: list[tuple[str, bool]]) -> None:
    assert asked_sequences(question) == [
        Sequence(tuple(tokens.split()), open_end) for tokens, open_end in sequences
    ]


def test_the_last_word_may_be_incomplete_while_typing() -> None:
    assert asked_sequences("north gate", open_end=True) == [Sequence(("north",)), Sequence(("gate",), True)]
    assert asked_sequences("gate 医保", open_end=True) == [Sequence(("gate",)), Sequence(("医保",))]


def test_a_phrase_is_one_sequence() -> None:
    assert asked_sequences("north gate，西门", phrase=True) == [Sequence(("north", "gate", "西门"))]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("3号", "达县府发〔2026〕3号文件"),
        ("府发(2026)３", "达县府发〔2026〕3号文件"),
        ("报销", "城乡居民医疗费用报销办法"),
        ("險", "醫療保險"),
    ],
)
def test_found_inside_longer_words(question: str, text: str) -> None:
    assert found(question, text)


@pytest.mark.parametrize(("question", "text"), [("保医", "医保"), ("10", "100"), ("医保险", "我要医。保险")])
def test_not_found(question: str, text: str) -> None:
    assert not found(question, text)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(), st.booleans(), st.booleans())
def test_any_text_can_be_stored_and_asked(text: str, open_end: bool, phrase: bool) -> None:
    tokens = [
        *stored_tokens(text),
        *(t for s in asked_sequences(text, open_end=open_end, phrase=phrase) for t in s.tokens),
    ]
    assert all(token.isalnum() for token in tokens)


@given(st.text(st.characters(codec="utf-8"), max_size=60), HAN_TEXT, st.text(max_size=60), st.data())
def test_every_stretch_of_han_text_is_found(before: str, text: str, after: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = text[start : data.draw(st.integers(start + 1, len(text)))]
    assume(re.fullmatch(f"[{HAN}]+", normalise(text)))
    assert found(stretch, before + text + after)


@given(st.text("abcdefgh12345 ", min_size=1))
def test_every_word_is_found(text: str) -> None:
    for word in text.split():
        assert found(word, text)


def test_limits() -> None:
    assert stored("a" * 500) == ["a" * TOKEN_LIMIT]
    assert found("a" * 500, "a" * 500)
    [sequence] = asked_sequences("达" * 500)
    assert len(sequence.tokens) == QUERY_TOKENS_LIMIT
    assert sum(len(each.tokens) for each in asked_sequences("a " * 500)) == QUERY_TOKENS_LIMIT
