"""The language of fees: by example, and with hypothesis against plain fractions and against any text."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.queries.formulas import CalculationError, FormulaError, check, evaluate, parse
from plugins.queries.formulas.evaluating import LARGEST
from plugins.queries.formulas.parsing import RESERVED
from plugins.queries.formulas.syntax import Binary, Call, Name, Number, Unary

VALUES = {"a": Decimal(7), "b": Decimal("2.5"), "用水量": Decimal(250)}


def computed(text: str) -> Decimal:
    tree = parse(text)
    check(tree, VALUES)
    return evaluate(tree, VALUES)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("10 - 4 - 3", "3"), ("12 / 3 / 2", "2"), ("-a + 1", "-6"),
        ("--a", "7"), ("+a", "7"), ("a * b", "17.5"), ("0.1 + 0.2", "0.3"), ("min(a, b, 3)", "2.5"),
        ("max(a, b)", "7"), ("abs(b - a)", "4.5"), ("round(2.345, 2)", "2.35"), ("round(b)", "3"),
        ("floor(2.9)", "2"), ("ceil(2.01, 1)", "2.1"), ("floor(-0.5)", "-1"), ("if(a > b, 1, 2)", "1"),
        ("if(a = 7 and not b = 7, 1, 2)", "1"), ("if(a < 7 or a <> 7, 1, 2)", "2"), ("if(a >= 7, 1, 1 / 0)", "1"),
        ("用水量 × 2", "500"), ("（a ＋ 1） ÷ 2", "4"), ("if(a ≤ 7, 1, 0)", "1"), ("if(a ≠ 7、1、0)", "0"),
        ("tiered(用水量, 100, 0.5, 200, 0.6, 1)", "160"), ("tiered(50, 100, 0.5, 1)", "25"), ("tiered(50, 2)", "100"),
        ("tiered(-5, 100, 0.5, 1)", "0"),
    ],
)  # fmt: skip
def test_what_comes_out(text: str, result: str) -> None:
    assert computed(text) == Decimal(result)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 1), ("1 +", 4), ("1 2", 3), ("(1", 3), ("1)", 2), ("a b", 3), ("a.b", 2), ("a[0]", 2), ("a ** b", 4),
        ("'a'", 1), ("a; b", 2), ("a == b", 4), ("1.2.3", 1), ("1e5", 2), ("__import__(1)", 1), ("eval(1)", 1),
        ("if(a, 1, 2)", 4), ("if(a > 1, 2)", 1), ("a > b", 3), ("a < b < 3", 7), ("min(1)", 1), ("tiered(1, 2, 3)", 1),
        ("c + 1", 1), ("a + (b > 1)", 8), ("not a", 5), ("1 and 2", 1), ("if", 1), ("lambda: 1", 7), ("min", 1),
        ("if(1 > 0 and 2, 1, 2)", 14), ("(" * 60 + "1" + ")" * 60, 41), ("-" * 60 + "1", 40), ("1" * 1001, 1000),
        ("9" * 16, 1), ("a:=1", 2), ("{a}", 1), ("a\\b", 2), ("a if b else a", 3),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_told_with_its_place(text: str, position: int) -> None:
    with pytest.raises(FormulaError) as refused:
        computed(text)
    assert refused.value.position == position


@pytest.mark.parametrize(
    "text", ["1 / 0", "1 / (a - 7)", "round(1, 1.5)", "round(1, 11)", "tiered(1, 5, 1, 2, 1, 1)"]
)
def test_what_has_no_result(text: str) -> None:
    with pytest.raises(CalculationError):
        computed(text)


def test_no_number_grows_beyond_all_bounds() -> None:
    with pytest.raises(CalculationError):
        computed("*".join(["999999999999999"] * 50))


NUMBERS = st.decimals(min_value=0, max_value=1000, places=2).map(lambda value: Number(abs(value)))
NAMES = st.sampled_from(sorted(VALUES)).map(Name)


def _numbers(inner):
    conditions = st.builds(Binary, st.sampled_from(["<", "<=", ">", ">=", "=", "<>"]), inner, inner)
    truths = st.one_of(
        conditions,
        st.builds(Unary, st.just("not"), conditions),
        st.builds(Binary, st.sampled_from(["and", "or"]), conditions, conditions),
    )
    return st.one_of(
        st.builds(Unary, st.sampled_from(["-", "+"]), inner),
        st.builds(Binary, st.sampled_from(["+", "-", "*", "/"]), inner, inner),
        st.builds(lambda name, *both: Call(name, both), st.sampled_from(["min", "max"]), inner, inner),
        st.builds(lambda *three: Call("if", three), truths, inner, inner),
    )


TREES = st.recursive(NUMBERS | NAMES, _numbers, max_leaves=12)


@given(TREES)
def test_what_is_written_is_read_again(tree) -> None:
    assert parse(str(tree)) == tree
    check(tree, VALUES)


def reference(tree):
    """The same in fractions."""
    match tree:
        case Number(value):
            return Fraction(value)
        case Name(name):
            return Fraction(VALUES[name])
        case Unary("-", operand):
            return -reference(operand)
        case Unary("+", operand):
            return reference(operand)
        case Unary("not", operand):
            return not reference(operand)
        case Call("if", (condition, yes, no)):
            return reference(yes) if reference(condition) else reference(no)
        case Call(name, (left, right)):
            return {"min": min, "max": max}[name](reference(left), reference(right))
        case Binary(operator, left, right):
            first, second = reference(left), reference(right)
            return {
                "+": lambda: first + second, "-": lambda: first - second, "*": lambda: first * second,
                "/": lambda: first / second, "<": lambda: first < second, "<=": lambda: first <= second,
                ">": lambda: first > second, ">=": lambda: first >= second, "=": lambda: first == second,
                "<>": lambda: first != second, "and": lambda: first and second, "or": lambda: first or second,
            }[operator]()  # fmt: skip


EXACT = st.recursive(NUMBERS | NAMES, _numbers, max_leaves=5).filter(lambda tree: "/" not in str(tree))


@given(EXACT)
def test_it_computes_what_fractions_compute(tree) -> None:
    expected = reference(tree)
    if abs(expected) <= LARGEST:
        assert Fraction(evaluate(tree, VALUES)) == expected


@given(TREES)
def test_computing_gives_a_bounded_number_or_says_why_not(tree) -> None:
    try:
        result = evaluate(tree, VALUES)
    except CalculationError:
        return
    assert result.is_finite()
    assert abs(result) <= LARGEST


@given(st.text() | st.text(alphabet="ab12.,()<>=+-*/ ifminor", max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        tree = parse(text)
    except FormulaError as refused:
        position = refused.position
    else:
        position = 1
        assert parse(str(tree)) == tree
    assert 1 <= position <= len(text) * 20 + 1


def test_words_of_the_language_are_no_names() -> None:
    assert {"if", "and", "or", "not", "min", "max", "tiered", "round"} <= RESERVED
