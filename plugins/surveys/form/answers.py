"""Answers as they are posted, made canonical, or refused in plain words; and the way back, to fill a form again."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from plugins.surveys.form.conditions import is_empty
from plugins.surveys.form.definition import OTHER, WITH_OTHER, Answers, Kind, Question
from plugins.surveys.form.identity_numbers import is_identity_number

type Posted = Mapping[str, Sequence[str]]
"""Values by field name, as a browser sends them."""
type Errors = dict[str, str]
"""Messages by field name."""

PREFIX = "a-"
SHORT_TEXT = 200
LONG_TEXT = 2000
OTHER_TEXT = 100
MOBILE = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"0\d{9,11}")
DIGITS = 15


def field_name(variable: str) -> str:
    """The name of the field of a variable: `Q4:2` becomes `a-Q4-2`."""
    return f"{PREFIX}{variable.replace(':', '-')}"


class Refused(ValueError):
    """An answer that can't be taken, in words for the respondent."""


def read_answer(question: Question, posted: Posted, today: date) -> tuple[Answers, Errors]:
    """The canonical answer to one question, and what is wrong with it. Nothing given is no fault here.

    Files are not read here: they are kept apart, and their field is left out.
    """
    answers: Answers = {}
    errors: Errors = {}
    if question.kind is Kind.FILE:
        return answers, errors
    if question.other and question.kind in WITH_OTHER:
        posted = _with_other(question, posted)
    for variable in question.variables:
        try:
            value = _READERS[question.kind](question, variable, posted, today)
        except Refused as refused:
            errors[field_name(variable)] = str(refused)
            continue
        if not is_empty(value):
            answers[variable] = value
    if question.other and OTHER in answers.get(question.code, []):
        name = f"{question.code}:{OTHER}"
        text = tidy(_one(posted, name))
        if not text:
            errors[field_name(name)] = _("Please say what you mean by “other”.")
        elif len(text) > OTHER_TEXT:
            errors[field_name(name)] = _too_long(OTHER_TEXT, text)
        else:
            answers[name] = text
    return answers, errors


def _with_other(question: Question, posted: Posted) -> Posted:
    """The same with "other" ticked, where somebody wrote beside it and chose nothing that speaks against it."""
    name = field_name(question.code)
    chosen = [value for value in posted.get(name) or [] if value]
    against = {option.code for option in question.options if option.exclusive or not question.takes_several}
    if not tidy(_one(posted, f"{question.code}:{OTHER}")) or OTHER in chosen or against.intersection(chosen):
        return posted
    return {**posted, name: [*chosen, OTHER]}


def missing_answers(question: Question, answers: Mapping[str, Any]) -> Errors:
    """What a required question still lacks, by field name."""
    if not question.required:
        return {}
    lacking = [variable for variable in question.variables if is_empty(answers.get(variable))]
    if not lacking:
        return {}
    words = {
        Kind.AGREEMENT: _("Please agree to go on."),
        Kind.MATRIX: _("Please answer every row."),
        Kind.SINGLE: _("Please choose one."),
        Kind.RATING: _("Please choose one."),
        Kind.MULTIPLE: _("Please choose at least one."),
        Kind.RANKING: _("Please give every option a place."),
    }
    message = words.get(question.kind, _("Please answer this question."))
    return {field_name(variable): message for variable in lacking}


def tidy(text: str) -> str:
    """A text without control characters, in one Unicode form, blanks at the ends away."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(
        letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs"}
    ).strip()


def _one(posted: Posted, variable: str) -> str:
    values = posted.get(field_name(variable)) or [""]
    return values[0]


def _too_long(most: int, text: str) -> str:
    return _("Please use at most %(most)d characters; these are %(count)d.") % {
        "most": most,
        "count": len(text),
    }


def _choices(question: Question, variable: str, posted: Posted, today: date) -> list[str]:
    given = list(dict.fromkeys(value for value in posted.get(field_name(variable)) or [] if value))
    known = question.option_codes()
    if any(code not in known for code in given):
        raise Refused(_("Please choose from the options."))
    if not question.takes_several:
        if len(given) > 1:
            raise Refused(_("Please choose only one."))
        return given
    exclusive = {option.code for option in question.options if option.exclusive}
    if len(given) > 1 and exclusive & set(given):
        alone = next(option.text for option in question.options if option.code in exclusive & set(given))
        raise Refused(_("“%(option)s” can't be chosen together with others.") % {"option": alone})
    if question.kind is Kind.MULTIPLE and given and not exclusive & set(given):
        _check_count(question, len(given))
    return [code for code in known if code in given]


def _check_count(question: Question, count: int) -> None:
    if question.most and count > int(Decimal(question.most)):
        raise Refused(_("Please choose at most %(most)s.") % {"most": question.most})
    if question.least and count < int(Decimal(question.least)):
        raise Refused(_("Please choose at least %(least)s.") % {"least": question.least})


def _rating(question: Question, variable: str, posted: Posted, today: date) -> int | None:
    text = _one(posted, variable)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= question.steps):
        raise Refused(_("Please choose from the options."))
    return int(text)


def rank_name(question: Question, option: str) -> str:
    """The name of the field that takes an option's place."""
    return field_name(f"{question.code}:{option}")


def _ranking(question: Question, variable: str, posted: Posted, today: date) -> list[str]:
    places: dict[int, str] = {}
    for option in question.options:
        text = (posted.get(rank_name(question, option.code)) or [""])[0]
        if not text:
            continue
        if not (
            text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= len(question.options)
        ):
            raise Refused(_("Please choose from the options."))
        if int(text) in places:
            raise Refused(
                _("Two options have the place %(place)s. Give each a place of its own.") % {"place": text}
            )
        places[int(text)] = option.code
    if places and len(places) < len(question.options):
        raise Refused(_("Please give every option a place."))
    return [code for _place, code in sorted(places.items())]


def _number(question: Question, variable: str, posted: Posted, today: date) -> str:
    text = unicodedata.normalize("NFKC", _one(posted, variable)).strip().replace(",", "")
    if not text:
        return ""
    if not re.fullmatch(r"[-+]?\d{1,15}(\.\d{1,6})?", text, re.ASCII):
        raise Refused(_("Please write a number in digits, such as 12 or 3.5."))
    number = Decimal(text)
    if question.whole and number != number.to_integral_value():
        raise Refused(_("Please write a whole number."))
    if question.least and number < Decimal(question.least):
        raise Refused(_("Please write a number not below %(least)s.") % {"least": question.least})
    if question.most and number > Decimal(question.most):
        raise Refused(_("Please write a number not above %(most)s.") % {"most": question.most})
    return f"{number.normalize():f}" if number else "0"


def _date(question: Question, variable: str, posted: Posted, today: date) -> str:
    text = unicodedata.normalize("NFKC", _one(posted, variable)).strip()
    if not text:
        return ""
    parts = [part for part in re.split(r"[-/.年月日\s]+", text) if part]
    try:
        year, month, day = (int(part) for part in parts)
        found = date(year, month, day).isoformat()
    except ValueError:
        raise Refused(_("Please write a date such as 2026-01-31.")) from None
    if question.least and found < question.least:
        raise Refused(_("Please write a date not before %(least)s.") % {"least": question.least})
    if question.most and found > question.most:
        raise Refused(_("Please write a date not after %(most)s.") % {"most": question.most})
    return found


def _text(question: Question, variable: str, posted: Posted, today: date) -> str:
    text = tidy(_one(posted, variable))
    if question.kind is Kind.SHORT_TEXT:
        text = " ".join(text.split())
    most = question.length or (SHORT_TEXT if question.kind is Kind.SHORT_TEXT else LONG_TEXT)
    if len(text) > most:
        raise Refused(_too_long(most, text))
    return text


def _location(question: Question, variable: str, posted: Posted, today: date) -> dict[str, Any]:
    text = " ".join(tidy(_one(posted, variable)).split())
    if len(text) > SHORT_TEXT:
        raise Refused(_too_long(SHORT_TEXT, text))
    place: dict[str, Any] = {"text": text} if text else {}
    coordinates = []
    for name, bound in (("latitude", 90), ("longitude", 180)):
        written = _one(posted, f"{variable}:{name}").strip()
        if not written:
            continue
        try:
            number = Decimal(written)
        except InvalidOperation:
            raise Refused(_("The coordinates could not be read. Please write the address.")) from None
        if not number.is_finite() or abs(number) > bound:
            raise Refused(_("The coordinates could not be read. Please write the address."))
        coordinates.append((name, float(round(number, 5))))
    if len(coordinates) == 2:
        place.update(coordinates)
    return place


def _phone(question: Question, variable: str, posted: Posted, today: date) -> str:
    number = normal_phone(_one(posted, variable))
    if number and not (MOBILE.fullmatch(number) or LANDLINE.fullmatch(number)):
        raise Refused(_("Please write a mobile number of 11 digits, or a landline with its area code."))
    return number


def normal_phone(text: str) -> str:
    """A telephone number as digits, without blanks, hyphens and +86."""
    number = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text))
    return number.removeprefix("+86").removeprefix("0086") if number.startswith(("+86", "0086")) else number


def _id_number(question: Question, variable: str, posted: Posted, today: date) -> str:
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", _one(posted, variable))).upper()
    if number and not is_identity_number(number, today):
        raise Refused(_("This number can't be right: please check all 18 characters."))
    return number


def _agreement(question: Question, variable: str, posted: Posted, today: date) -> bool:
    return _one(posted, variable) == "yes"


_READERS: Mapping[Kind, Callable[[Question, str, Posted, date], Any]] = {
    Kind.SINGLE: _choices,
    Kind.MULTIPLE: _choices,
    Kind.MATRIX: _choices,
    Kind.RATING: _rating,
    Kind.RANKING: _ranking,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.SHORT_TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.LOCATION: _location,
    Kind.PHONE: _phone,
    Kind.ID_NUMBER: _id_number,
    Kind.AGREEMENT: _agreement,
}


def to_posted(question: Question, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a browser would send for an answer, to fill the form again."""
    posted: dict[str, list[str]] = {}
    for variable in question.variables:
        value: Any = answers.get(variable)
        if is_empty(value):
            continue
        if question.kind is Kind.RANKING:
            posted.update(
                {rank_name(question, code): [str(place)] for place, code in enumerate(value, start=1)}
            )
        elif question.kind is Kind.LOCATION:
            posted[field_name(variable)] = [value.get("text", "")]
            for name in ("latitude", "longitude"):
                if name in value:
                    posted[field_name(f"{variable}:{name}")] = [str(value[name])]
        elif question.kind is Kind.AGREEMENT:
            posted[field_name(variable)] = ["yes"]
        elif question.kind is not Kind.FILE:
            posted[field_name(variable)] = (
                [str(each) for each in value] if isinstance(value, list) else [str(value)]
            )
    name = f"{question.code}:{OTHER}"
    if name in answers:
        posted[field_name(name)] = [answers[name]]
    return posted
