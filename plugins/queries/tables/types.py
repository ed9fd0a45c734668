"""The types a column can have: how a cell is read, written in one canonical way, and refused.

A canonical value is text: `2026-01-05`, `1200.50`, `12.5%`, `true`. Text is exact, fits in JSON and never
loses a digit; `sort_keys` makes it sortable.
"""

import datetime
import enum
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from plugins.queries.tables import identity_numbers
from plugins.queries.tables.problems import Problem

INTEGER_DIGITS = 18
FRACTION_DIGITS = 10


class ColumnType(enum.StrEnum):
    """The type of a column, as it is stored."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENTAGE = "percentage"
    DATE = "date"
    DATETIME = "datetime"
    BOOLEAN = "boolean"
    CODE = "code"
    PHONE = "phone"
    ID_NUMBER = "id_number"


NUMERIC = frozenset({ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.MONEY, ColumnType.PERCENTAGE})


class MisfitError(ValueError):
    """A cell does not fit the type of its column."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?")
CURRENCY_BEFORE = re.compile(r"^([+-]?)\s*(?:¥|CNY|RMB|人民币)\s*", re.IGNORECASE)
CURRENCY_AFTER = re.compile(r"\s*(?:元|CNY|RMB)$", re.IGNORECASE)
DATE = re.compile(
    r"([0-9]{4})(?:[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{2})([0-9]{2}))"
)
TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?|[时点](?:([0-9]{1,2})分)?)")
CODE = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z \-_/.·()〔〕\[\]]*[0-9A-Za-z)\]〕])?")
ONE_PHONE = re.compile(
    r"(?:\+86[- ]?)?"
    r"(?:1[3-9][0-9]{9}"
    r"|(?:0[0-9]{2,3}[- ]?|\(0[0-9]{2,3}\))?[2-9][0-9]{6,7}(?:[-转][0-9]{1,6})?"
    r"|[48]00[- ]?[0-9]{3}[- ]?[0-9]{4}"
    r"|1[0-9]{2,5})"
)
PHONE_SEPARATOR = re.compile(r"\s*[/、,;]\s*")
TRUE_WORDS = frozenset({"是", "true", "yes", "y", "√", "对"})
FALSE_WORDS = frozenset({"否", "false", "no", "n", "×", "不是"})


def fold(text: str) -> str:
    """Compatibility forms made one (full-width digits, signs), outer white space gone."""
    return unicodedata.normalize("NFKC", text).strip()


def _number(text: str, problem: Problem, *, fraction: bool = True) -> str:
    match = NUMBER.fullmatch(text)
    if match is None or (match[1] and not fraction):
        raise MisfitError(problem)
    digits = text.replace(",", "").removeprefix("+")
    whole = digits.lstrip("-").split(".")[0]
    if (
        len(whole) > INTEGER_DIGITS
        or len(match[1] or "") > FRACTION_DIGITS
        or (len(whole) > 1 and whole[0] == "0")
    ):
        raise MisfitError(problem)
    return digits.removeprefix("-") if not Decimal(digits) else digits


def read_integer(text: str) -> str:
    """Read `1,200` as `1200`; a leading zero is a code, not a number."""
    return _number(fold(text), Problem.NOT_INTEGER, fraction=False)


def read_decimal(text: str) -> str:
    """Read a number of at most 18 digits before and 10 behind the point; the digits behind it are kept."""
    return _number(fold(text), Problem.NOT_DECIMAL)


def read_money(text: str) -> str:
    """Read an amount, with or without a sign of the renminbi before or 元 behind it."""
    bare = CURRENCY_AFTER.sub("", CURRENCY_BEFORE.sub(r"\1", fold(text)))
    return _number(bare, Problem.NOT_MONEY)


def read_percentage(text: str) -> str:
    """Read `12.5%`; without the sign it could as well be a share of one."""
    folded = fold(text)
    if not folded.endswith("%"):
        raise MisfitError(Problem.NOT_PERCENTAGE)
    return _number(folded[:-1].rstrip(), Problem.NOT_PERCENTAGE) + "%"


def _date(text: str, problem: Problem) -> datetime.date:
    match = DATE.fullmatch(text)
    if match is None:
        raise MisfitError(problem)
    year, month, day = (int(group) for group in match.groups() if group is not None)
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise MisfitError(problem) from error


def read_date(text: str) -> str:
    """Read `2026-1-5`, `2026/1/5`, `2026.1.5`, `2026年1月5日` or `20260105` as `2026-01-05`."""
    return _date(fold(text).removesuffix(" 00:00:00"), Problem.NOT_DATE).isoformat()


def read_datetime(text: str) -> str:
    """Read a date with a time, to the second, as `2026-01-05 08:30:00`; a date alone is midnight."""
    folded = fold(text)
    day, _gap, clock = folded.replace("T", " ", 1).partition(" ")
    if not clock and "日" in folded:
        day, _gap, clock = folded.partition("日")
        day += "日"
    date = _date(day.strip(), Problem.NOT_DATETIME)
    if not clock.strip():
        return f"{date.isoformat()} 00:00:00"
    match = TIME.fullmatch(clock.strip())
    if match is None:
        raise MisfitError(Problem.NOT_DATETIME)
    hour, minute, second = int(match[1]), int(match[2] or match[4] or 0), int(match[3] or 0)
    try:
        return f"{date.isoformat()} {datetime.time(hour, minute, second).isoformat()}"
    except ValueError as error:
        raise MisfitError(Problem.NOT_DATETIME) from error


def read_boolean(text: str) -> str:
    """Read 是 and 否, yes and no, true and false, a tick and a cross."""
    word = fold(text).casefold()
    if word in TRUE_WORDS:
        return "true"
    if word in FALSE_WORDS:
        return "false"
    raise MisfitError(Problem.NOT_BOOLEAN)


def read_code(text: str) -> str:
    """Read a code of letters, digits and joining marks; it is kept as it is, leading zeros too."""
    folded = fold(text)
    if not CODE.fullmatch(folded):
        raise MisfitError(Problem.NOT_CODE)
    return folded


def read_phone(text: str) -> str:
    """Read one or several numbers: mobile, landline with or without area code, 400 and short numbers."""
    numbers = PHONE_SEPARATOR.split(fold(text))
    if not all(ONE_PHONE.fullmatch(number) for number in numbers):
        raise MisfitError(Problem.NOT_PHONE)
    return "、".join(numbers)


def read_id_number(text: str) -> str:
    """Read an identity number of 18 characters; its date and its check character are verified."""
    folded = fold(text).upper()
    if not identity_numbers.has_form(folded):
        raise MisfitError(Problem.NOT_ID_NUMBER)
    if not identity_numbers.has_right_check(folded):
        raise MisfitError(Problem.WRONG_CHECKSUM)
    return folded


def read_text(text: str) -> str:
    """Text is kept as it is, without white space around it."""
    return text.strip()


READERS: dict[ColumnType, Callable[[str], str]] = {
    ColumnType.TEXT: read_text,
    ColumnType.INTEGER: read_integer,
    ColumnType.DECIMAL: read_decimal,
    ColumnType.MONEY: read_money,
    ColumnType.PERCENTAGE: read_percentage,
    ColumnType.DATE: read_date,
    ColumnType.DATETIME: read_datetime,
    ColumnType.BOOLEAN: read_boolean,
    ColumnType.CODE: read_code,
    ColumnType.PHONE: read_phone,
    ColumnType.ID_NUMBER: read_id_number,
}


def read_cell(column_type: ColumnType, text: str) -> str:
    """The canonical value of a cell; an empty cell is empty in every type. Raises `MisfitError`."""
    return READERS[column_type](text) if text.strip() else ""
