"""What an answer has to keep to, in words for the respondent: said before the answer, not only when it is refused."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from plugins.surveys.form.answers import LONG_TEXT
from plugins.surveys.form.definition import Kind, Question


def bounds_in_words(question: Question) -> str:
    """In brackets, as it stands beside the question; empty where there is nothing to keep to."""
    words = _WORDS.get(question.kind)
    return words(question) if words else ""


def _choices(question: Question) -> str:
    given = {"least": question.least, "most": question.most}
    if question.least and question.least == question.most:
        return _("(choose %(most)s)") % given
    if question.least and question.most:
        return _("(choose %(least)s to %(most)s)") % given
    if question.most:
        return _("(choose at most %(most)s)") % given
    if question.least and question.least != "1":
        return _("(choose at least %(least)s)") % given
    return _("(several may be chosen)")


def _matrix(question: Question) -> str:
    return _("(several may be chosen in each row)") if question.several else ""


def _number(question: Question) -> str:
    given = {"least": question.least, "most": question.most}
    if question.least and question.most:
        words = (
            _("(a whole number from %(least)s to %(most)s)")
            if question.whole
            else _("(%(least)s to %(most)s)")
        )
    elif question.least:
        words = _("(a whole number, not below %(least)s)") if question.whole else _("(not below %(least)s)")
    elif question.most:
        words = _("(a whole number, not above %(most)s)") if question.whole else _("(not above %(most)s)")
    else:
        words = _("(a whole number)") if question.whole else ""
    return words % given


def _date(question: Question) -> str:
    given = {"least": question.least, "most": question.most}
    if question.least and question.most:
        return _("(from %(least)s to %(most)s)") % given
    if question.least:
        return _("(not before %(least)s)") % given
    return _("(not after %(most)s)") % given if question.most else ""


def _text(question: Question) -> str:
    most = question.length or (LONG_TEXT if question.kind is Kind.LONG_TEXT else 0)
    return _("(up to %(most)d characters)") % {"most": most} if most else ""


_WORDS: Mapping[Kind, Callable[[Question], str]] = {
    Kind.MULTIPLE: _choices,
    Kind.MATRIX: _matrix,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.SHORT_TEXT: _text,
    Kind.LONG_TEXT: _text,
}
