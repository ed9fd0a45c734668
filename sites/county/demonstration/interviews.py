"""The interviews of the demonstration: one that is over, with its transcript, and one that collects questions."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from core.access.actors import SYSTEM
from core.media.models import Picture
from core.tenancy.models import Subsite
from plugins.interviews.models import Guest, Interview, InterviewPage, Line, Question
from plugins.interviews.services.interviews import (
    announce_interview,
    begin_interview,
    end_interview,
    save_interview,
)
from plugins.interviews.services.lines import correct_line, put_question, write_answer, write_host_line
from plugins.interviews.services.questions import accept_question, ask_question, reject_question
from plugins.interviews.services.routing import answer_routed_question, route_question
from sites.county.demonstration.offices import FOLDER

FILES = FOLDER / "interviews"
ENDED_DAYS_AGO = 2
STARTS_IN_DAYS = 5
type Portraits = Callable[[int], Picture | None]
"""Gives the drawn portrait with a number."""


def publish_interviews(
    portal: Subsite, subsites: Mapping[str, Subsite], column: Any, video: Any, portrait: Portraits
) -> int:
    """Publish both with a page that lists them below a column, unless they are there. Returns how many were made."""
    if Interview.objects.filter(subsite=portal).exists():
        return 0
    today = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    began = today - timedelta(days=ENDED_DAYS_AGO)
    _publish_ended(portal, subsites, _read("insurance"), began, video, portrait)
    data = _read("winter")
    coming = _announce(portal, data, today + timedelta(days=STARTS_IN_DAYS), portrait)
    for number, each in enumerate(data["open"]):
        code = f"sample-coming-{number}"
        ask_question(interview=coming, code=code, text=each["text"], name=each["name"])
    accept_question(question=Question.objects.filter(interview=coming).earliest("pk"), by=SYSTEM)
    page = InterviewPage(title="在线访谈", slug="interviews", locale=column.locale, show_in_menus=False)
    column.add_child(instance=page)
    page.save_revision().publish()
    return 2


def _read(name: str) -> Any:
    return json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))


def _announce(
    portal: Subsite, data: Any, starts_at: datetime, portrait: Portraits, **details: Any
) -> Interview:
    interview = Interview(
        subsite=portal,
        title=data["title"],
        slug=data["slug"],
        introduction=data["introduction"],
        host_name=data["host_name"],
        starts_at=starts_at,
        is_sample=True,
        **details,
    )
    for guest in data["guests"]:
        number = guest.get("portrait")
        picture = None if number is None else portrait(number)
        interview.guests.add(Guest(name=guest["name"], office=guest["office"], portrait=picture))
    save_interview(interview=interview, by=SYSTEM)
    announce_interview(interview=interview, by=SYSTEM)
    return interview


def _publish_ended(
    portal: Subsite,
    subsites: Mapping[str, Subsite],
    data: Any,
    began: datetime,
    video: Any,
    portrait: Portraits,
) -> None:
    """Held in one moment, and then dated as if it had taken its time."""
    interview = _announce(portal, data, began, portrait, delay=0, video=video)
    begin_interview(interview=interview, by=SYSTEM)
    guests = list(interview.guests.all())
    open_questions = [
        ask_question(interview=interview, code=f"sample-open-{number}", text=each["text"])
        for number, each in enumerate(data["open"])
    ]
    refused = ask_question(interview=interview, code="sample-refused", text=data["refused"]["text"])
    reject_question(question=refused, by=SYSTEM, reason=data["refused"]["reason"])
    put: list[Question] = []
    for number, each in enumerate(data["lines"]):
        line = _say(interview, each, guests, put, number)
        spoken = began + timedelta(seconds=each["after"])
        if "correction" in each:
            correct_line(line=line, by=SYSTEM, text=each["correction"])
            Line.objects.filter(pk=line.pk).update(corrected_at=spoken + timedelta(minutes=3))
        Line.objects.filter(pk=line.pk).update(spoken_at=spoken)
    end_interview(interview=interview, by=SYSTEM)
    ended = began + timedelta(seconds=data["lines"][-1]["after"] + 30)
    Interview.objects.filter(pk=interview.pk).update(begun_at=began, ended_at=ended)
    for question, each in zip(open_questions, data["open"], strict=True):
        question.interview.refresh_from_db()
        routed = route_question(
            question=question,
            subsite=subsites[each["office"]],
            due_on=timezone.localdate() + timedelta(days=each["days"]),
            by=SYSTEM,
        )
        if each["answer"]:
            answer_routed_question(routed=routed, by=SYSTEM, text=each["answer"])


def _say(interview: Interview, each: Any, guests: list[Guest], put: list[Question], number: int) -> Line:
    if "host" in each:
        return write_host_line(interview=interview, by=SYSTEM, text=each["host"])
    if "question" in each:
        question = ask_question(
            interview=interview, code=f"sample-{number}", text=each["question"], name=each["name"]
        )
        put.append(question)
        return put_question(question=question, by=SYSTEM)
    return write_answer(
        interview=interview,
        by=SYSTEM,
        guest=guests[each["guest"]],
        text=each["text"],
        question=put[each["answers"]] if "answers" in each else None,
    )
