"""One respondent's way through one survey: their code, their draft, what they typed."""

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.pages.prepared import Prepared, given
from core.public_forms.codes import new_code, tidy_code
from core.public_forms.rate_limits import count_of_address
from plugins.surveys.answering.files import check_file
from plugins.surveys.form.answers import Errors, Refused, field_name, missing_answers, read_answer, to_posted
from plugins.surveys.form.conditions import kept_answers, names_of, shown_questions, shown_sections
from plugins.surveys.form.definition import Answers, Form, Kind, Question, Section
from plugins.surveys.models import Draft, Survey
from plugins.surveys.services.drafts import delete_file, keep_draft, keep_file
from plugins.surveys.services.tokens import draft_key

FILES_PER_HOUR = 60
"""Files taken from one network address within an hour at most."""
DAYS = 30
"""For how long a draft is kept, and found by its cookie."""

_DRAFT = Prepared(lambda: Draft.objects.filter(pk=given("key"), survey_id=given("survey")).order_by())


def cookie_name(survey: Survey) -> str:
    """The cookie that holds the code of the draft on this browser."""
    return f"survey-{survey.pk}"


def sent_cookie_name(survey: Survey) -> str:
    """The cookie that says that this browser sent a sheet."""
    return f"survey-{survey.pk}-sent"


def set_cookie(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    """A cookie for thirty days that no script reads."""
    response.set_cookie(
        name, value, max_age=DAYS * 24 * 60 * 60, httponly=True, samesite="Lax", secure=request.is_secure()
    )


@dataclass
class Visit:
    """What is known of this respondent's sheet in this request."""

    survey: Survey
    form: Form
    code: str
    answers: Answers = field(default_factory=dict)
    has_draft: bool = False

    @classmethod
    def of(cls, request: HttpRequest, survey: Survey, form: Form) -> "Visit":
        """From the form's own field or the cookie; a new code for who has none."""
        code = tidy_code(request.POST.get("code", "")) or tidy_code(
            request.COOKIES.get(cookie_name(survey), "")
        )
        visit = cls(survey, form, code or new_code())
        draft = _draft_of(survey, visit.code) if code else None
        if draft is not None:
            visit.answers, visit.has_draft = dict(draft.answers), True
        return visit

    @property
    def sections(self) -> list[int]:
        """The indexes of the sections that are shown, given the answers so far."""
        return shown_sections(self.form, self.answers)

    @property
    def kept(self) -> Answers:
        """The answers without those to hidden questions."""
        return kept_answers(self.form, self.answers)

    def section_at(self, number: str) -> int:
        """The index of the shown section with a number from 1, as an address says it; else the first."""
        index = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 4 else -1
        shown = self.sections
        return index if index in shown else (shown[0] if shown else 0)

    def keep(self) -> None:
        """Keep the answers as a draft."""
        keep_draft(survey=self.survey, code=self.code, answers=self.answers)
        self.has_draft = True

    def read(self, request: HttpRequest, section: Section, *, half_typed: bool = False) -> Errors:
        """Take over what was posted for the questions of a section that stood on the page. Returns what is wrong.

        What can't be read is no answer; `half_typed`, it leaves the earlier one, which it may yet become again.
        """
        stood = set(request.POST.getlist("shown"))
        posted = {name: request.POST.getlist(name) for name in request.POST}
        errors: Errors = {}
        today = timezone.localdate()
        for question in section.questions:
            if question.code not in stood:
                continue
            if question.kind is Kind.FILE:
                errors.update(self._read_file(request, question))
            else:
                errors.update(self._read_question(question, posted, today, half_typed))
        return errors

    def _read_question(
        self, question: Question, posted: dict[str, list[str]], today: date, half_typed: bool
    ) -> Errors:
        answers, errors = read_answer(question, posted, today)
        if not (errors and half_typed):
            for name in names_of(question):
                self.answers.pop(name, None)
        self.answers.update(answers)
        return errors

    def _read_file(self, request: HttpRequest, question: Question) -> Errors:
        name = field_name(question.code)
        there = self.answers.get(question.code) or {}
        upload = request.FILES.get(name)
        if upload is not None:
            try:
                if count_of_address(request, "surveys.file", self.survey.pk) > FILES_PER_HOUR:
                    raise Refused(_("Too many files came from your network within the hour."))
                checked = check_file(upload)
            except Refused as refused:
                return {name: str(refused)}
            self.answers[question.code] = keep_file(
                survey=self.survey, code=self.code, file=checked, replaces=there.get("id", "")
            )
            self.keep()
        elif request.POST.get(f"{name}-away") and there:
            delete_file(survey=self.survey, code=self.code, file_id=there["id"])
            del self.answers[question.code]
            self.keep()
        return {}

    def missing(self, section: Section) -> Errors:
        """What required questions of a section lack that are shown."""
        errors: Errors = {}
        for question in shown_questions(section, self.kept):
            errors.update(missing_answers(question, self.answers))
        return errors

    def posted(self) -> dict[str, list[str]]:
        """The answers as a browser would send them."""
        values: dict[str, list[str]] = {}
        for question in self.form.questions():
            values.update(to_posted(question, self.answers))
        return values


def _draft_of(survey: Survey, code: str) -> Draft | None:
    return next(_DRAFT.instances(key=draft_key(survey, code), survey=survey.pk), None)


def newly_shown(visit: Visit, section: Section, stood: list[str]) -> list[Question]:
    """Questions of a section that the answers bring up and that did not stand on the page."""
    return [question for question in shown_questions(section, visit.kept) if question.code not in stood]
