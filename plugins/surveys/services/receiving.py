"""Taking an answer sheet: once, whole, and apart from who sent it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from core.pages.prepared import Prepared, PreparedInsert, adapted, given
from plugins.surveys.form.conditions import kept_answers
from plugins.surveys.form.definition import Form, Kind
from plugins.surveys.form.variables import counted_cells
from plugins.surveys.models import (
    Draft,
    KeptFile,
    Participation,
    ParticipationRule,
    PendingResponse,
    QuotaCount,
    Survey,
)
from plugins.surveys.services.tokens import draft_key, sheet_token

_OPEN_NOW: Prepared[Any] = Prepared(
    lambda: Survey.objects.open_now(given("now")).filter(pk=given("survey")).order_by().values_list("pk")
)
_NEW_PARTICIPATION = PreparedInsert(Participation)
_NEW_SHEET = PreparedInsert(PendingResponse)
_DRAFT_THERE: Prepared[Any] = Prepared(
    lambda: Draft.objects.filter(pk=given("key")).order_by().values_list("pk")
)


class NotTaken(Exception):
    """The sheet is not taken, for good."""


class NotOpen(NotTaken):
    """The survey takes no answers now."""


class AlreadyTookPart(NotTaken):
    """This person took part before."""


class QuotaFull(NotTaken):
    """The places are taken; `name` is empty for the whole survey, or `Q1=2` for an option."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a sheet: taken now, or taken before (a double click, a connection that broke)."""

    again: bool


def receive_response(
    *,
    survey: Survey,
    form: Form,
    version_id: int,
    code: str,
    answers: Mapping[str, Any],
    person_token: str = "",
    marks: Sequence[str] = (),
) -> Taken:
    """Take a checked answer sheet. `person_token` says who, for surveys that take one answer per person.

    The same code again changes nothing and is told as taken before. Raises NotOpen, AlreadyTookPart, QuotaFull; then
    nothing is kept of the sheet but its draft. There is no `by`: who answers is exactly what is not known.
    """
    kept = kept_answers(form, answers)
    if survey.participation != ParticipationRule.ANYONE and not person_token:
        raise ValueError("A survey with one answer per person needs to know that it is one.")
    try:
        with transaction.atomic():
            # First of all, so that who sends again hears that it is there, whatever has become of the survey.
            _participate(survey, sheet_token(survey, code), _SheetThere)
            if not _OPEN_NOW.rows(survey=survey.pk, now=adapted(timezone.now())):
                raise NotOpen
            if person_token:
                _participate(survey, person_token, AlreadyTookPart)
            _take_quotas(survey, form, kept)
            _NEW_SHEET.insert(
                id=uuid4(),
                survey_id=survey.pk,
                version_id=version_id,
                answers=kept,
                marks=list(marks),
                received_on=timezone.localdate(),
            )
            _use_up_draft(survey, form, kept, draft_key(survey, code))
    except _SheetThere:
        return Taken(again=True)
    return Taken(again=False)


class _SheetThere(Exception):
    """The same sheet was taken by another request in the meantime."""


def _participate(survey: Survey, token: str, there: type[Exception]) -> None:
    """Take the token's one place. Raises `there` when it is taken, which has to end the transaction."""
    try:
        _NEW_PARTICIPATION.insert(token=token, survey_id=survey.pk)
    except IntegrityError:
        raise there from None


def quotas_of(survey: Survey, form: Form) -> dict[str, int]:
    """Every quota by its name: empty for the whole survey, `Q1=2` for an option."""
    quotas = {"": survey.quota} if survey.quota else {}
    for question in form.questions():
        for option in question.options:
            if option.quota is not None and question.kind in {Kind.SINGLE, Kind.MULTIPLE}:
                quotas[f"{question.code}={option.code}"] = option.quota
    return quotas


def _take_quotas(survey: Survey, form: Form, answers: Mapping[str, Any]) -> None:
    quotas = quotas_of(survey, form)
    chosen = {f"{variable}={value}" for variable, value in counted_cells(form, answers)}
    # One order for everybody, so that two sheets never wait for each other.
    for name in sorted(name for name in quotas if not name or name in chosen):
        QuotaCount.objects.get_or_create(survey=survey, name=name)
        free = QuotaCount.objects.filter(Q(taken__lt=quotas[name]), survey=survey, name=name)
        if not free.update(taken=F("taken") + 1):
            raise QuotaFull(name)


def full_options(survey: Survey, form: Form) -> set[str]:
    """The names of quotas that are full."""
    quotas = quotas_of(survey, form)
    if not quotas:
        return set()
    taken = dict(QuotaCount.objects.filter(survey=survey).values_list("name", "taken"))
    return {name for name, most in quotas.items() if taken.get(name, 0) >= most}


def _use_up_draft(survey: Survey, form: Form, answers: Mapping[str, Any], key: str) -> None:
    """The draft goes. Files of the sheet lose its key; files of the draft that the sheet does not name go with it."""
    named = [
        answers[question.code]["id"]
        for question in form.questions()
        if question.kind is Kind.FILE and question.code in answers
    ]
    # A file is never kept without a draft, and most people send without either.
    if named or _DRAFT_THERE.rows(key=key):
        mine = KeptFile.objects.filter(survey=survey, draft_key=key)
        mine.exclude(pk__in=named).delete()
        mine.update(draft_key="")
        Draft.objects.filter(pk=key).delete()
