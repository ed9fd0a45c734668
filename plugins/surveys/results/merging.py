"""One form for the figures of all versions: the newest words, and what only earlier versions asked."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from plugins.surveys.form.definition import Form, Question, Section


def merged_form(forms: Iterable[Form]) -> Form:
    """The newest form, with options of earlier versions at the end of their questions, and earlier questions after all.

    Codes never change their meaning, so a question or option that is in several versions is the same one. `forms`
    come in the order of their versions.
    """
    newest_first = list(forms)[::-1]
    if not newest_first:
        return Form(())
    newest, *earlier = newest_first
    known = {question.code: question for question in newest.questions()}
    gone: list[Question] = []
    for form in earlier:
        for question in form.questions():
            if question.code not in known:
                gone.append(question)
                known[question.code] = question
            elif known[question.code].kind is question.kind:
                known[question.code] = _with_former(known[question.code], question)
    sections = [
        replace(section, questions=tuple(known[question.code] for question in section.questions))
        for section in newest.sections
    ]
    if gone:
        former = tuple(replace(known[question.code], in_results=False) for question in gone)
        sections.append(Section(_("Questions of earlier versions"), former))
    return Form(tuple(sections))


def _with_former(question: Question, earlier: Question) -> Question:
    options = {option.code for option in question.options}
    rows = {row.code for row in question.rows}
    return replace(
        question,
        options=(*question.options, *(each for each in earlier.options if each.code not in options)),
        rows=(*question.rows, *(each for each in earlier.rows if each.code not in rows)),
        steps=max(question.steps, earlier.steps),
        other=question.other or earlier.other,
    )
