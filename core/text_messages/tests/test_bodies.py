from hypothesis import given
from hypothesis import strategies as st

from core.text_messages.gateways.bodies import fill, mentions, plain, value_at

VALUES = {"number": "13800000000", "text": "{number} 是验证码", "key": "k", "secret": "s"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_marks_are_filled_wherever_they_stand() -> None:
    body = {"messages": [{"to": "+86{number}", "params": ["{text}", 5]}], "sign": "达县", "{text}": None}

    assert fill(body, VALUES) == {
        "messages": [{"to": "+8613800000000", "params": ["{number} 是验证码", 5]}],
        "sign": "达县",
        "{text}": None,
    }
    assert fill("{unknown} {", VALUES) == "{unknown} {"


@given(JSON)
def test_a_body_without_marks_stays_as_it_is(body: object) -> None:
    if not any(mentions(body, f"{{{name}}}") for name in VALUES):
        assert fill(body, VALUES) == body


def test_values_are_found_by_their_path() -> None:
    said = {"result": {"codes": [7, "0"]}, "ok": True}

    assert [value_at(said, path) for path in ("result.codes.1", "ok", "result.none", "ok.more", "result.codes.2")] == [
        "0", True, None, None, None,
    ]  # fmt: skip
    assert (plain(0), plain("0"), plain(True), plain(None)) == ("0", "0", "true", "null")


@given(JSON, st.text())
def test_no_answer_and_no_path_is_too_strange(said: object, path: str) -> None:
    plain(value_at(said, path))
