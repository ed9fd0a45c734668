"""Surveys for tests."""

from typing import Any

from core.access.actors import SYSTEM
from plugins.surveys.models import Survey
from plugins.surveys.services.receiving import receive_response
from plugins.surveys.services.surveys import create_survey, publish_survey
from plugins.surveys.services.taking_in import take_in_responses


def options(*texts: str, **extra: Any) -> list[dict[str, Any]]:
    """Options with the codes 1, 2, …"""
    return [{"code": str(number), "text": text, **extra} for number, text in enumerate(texts, start=1)]


def question(code: str, kind: str = "single", **fields: Any) -> dict[str, Any]:
    """A question; choices get two options."""
    data: dict[str, Any] = {"code": code, "kind": kind, "text": f"问题 {code}", **fields}
    if kind in {"single", "multiple", "ranking", "matrix"}:
        data.setdefault("options", options("甲", "乙"))
    if kind == "matrix":
        data.setdefault("rows", options("行一", "行二"))
    return data


def definition(*sections: list[dict[str, Any]]) -> dict[str, Any]:
    """A form of sections, each a list of questions."""
    return {
        "sections": [
            {"title": f"第{number}部分", "questions": questions}
            for number, questions in enumerate(sections, start=1)
        ]
    }


def make_survey(
    subsite: Any, *sections: list[dict[str, Any]], publish: bool = True, **details: Any
) -> Survey:
    """A survey of a subsite, published unless told otherwise; without robots' check unless told otherwise."""
    details.setdefault("proof_wanted", False)
    survey = create_survey(
        subsite=subsite,
        by=SYSTEM,
        title=details.pop("title", "出行调查"),
        definition=definition(*sections) if sections else definition([question("Q1")]),
        **details,
    )
    if publish:
        publish_survey(survey=survey, by=SYSTEM)
    return survey


def answer(survey: Survey, *sheets: dict[str, Any]) -> None:
    """Answer sheets of a survey, sent and taken in."""
    survey.refresh_from_db()
    version = survey.current_version
    assert version is not None
    for sheet in sheets:
        receive_response(
            survey=survey,
            form=version.form,
            version_id=version.pk,
            code=f"code-{Survey.objects.get(pk=survey.pk).pending.count()}-{id(sheet)}-{survey.position}",
            answers=sheet,
        )
    take_in_responses(survey=survey, at_least=1)
    survey.refresh_from_db()
