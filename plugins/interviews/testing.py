"""How the contract suite makes pages and rows of this plugin."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from core.access.actors import SYSTEM
from core.media.models import Picture
from plugins.interviews.models import Guest, Interview, RoutedQuestion
from plugins.interviews.services.interviews import (
    announce_interview,
    begin_interview,
    end_interview,
    save_interview,
)
from plugins.interviews.services.lines import put_question, write_answer
from plugins.interviews.services.questions import ask_question


def make_interview(
    subsite: Any, *, stage: str = "announced", portrait: Any = None, **details: Any
) -> Interview:
    """An interview with a guest and without delay, in that stage."""
    number = Interview.objects.count()
    interview = Interview(
        subsite_id=subsite.pk,
        **{
            "title": f"访谈{number}",
            "host_name": "主持人",
            "starts_at": timezone.now() + timedelta(days=1),
            "delay": 0,
            **details,
        },
    )
    interview.guests.add(Guest(name="嘉宾甲", office="某局局长", portrait=portrait))
    save_interview(interview=interview, by=SYSTEM)
    if stage != "draft":
        announce_interview(interview=interview, by=SYSTEM)
    if stage in {"live", "ended"}:
        begin_interview(interview=interview, by=SYSTEM)
    if stage == "ended":
        end_interview(interview=interview, by=SYSTEM)
    return Interview.objects.get(pk=interview.pk)


def make_picture(subsite: Any, *, title: str = "现场", width: int = 8, height: int = 10) -> Picture:
    """A picture of the office's own, grey all over."""
    kept = BytesIO()
    Image.new("RGB", (width, height), "grey").save(kept, "PNG")
    file = ContentFile(kept.getvalue(), name="picture.png")
    made = Picture.objects.create(title=title, file=file, collection_id=subsite.collection_id)
    return Picture.objects.get(pk=made.pk)


def make_row(model: Any, subsite: Any) -> Any:
    """A live interview in which a question was put and answered; or a question passed on to the office."""
    interview = make_interview(subsite, stage="live")
    question = ask_question(interview=interview, code=f"row-{interview.pk}", text="什么时候开始？")
    if model is RoutedQuestion:
        end_interview(interview=interview, by=SYSTEM)
        return RoutedQuestion.objects.create(
            question=question, subsite_id=subsite.pk, due_on=timezone.localdate() + timedelta(days=7)
        )
    put_question(question=question, by=SYSTEM)
    guest = Guest.objects.get(interview=interview)
    write_answer(interview=interview, by=SYSTEM, guest=guest, text="下个月开始。", question=question)
    return Interview.objects.get(pk=interview.pk)


def make_content(subsite: Any) -> list[Any]:
    """What is live, and what is to be answered."""
    return [make_row(Interview, subsite), make_row(RoutedQuestion, subsite)]


def message_context(name: str, subsite: Any) -> dict[str, Any]:
    """What a message is about."""
    routed = make_row(RoutedQuestion, subsite)
    return {"routed": routed, "interview": routed.question.interview}


def address_arguments(subsite: Any) -> dict[str, str]:
    """What stands in addresses beside keys of rows: a guest."""
    interview = Interview.objects.filter(subsite_id=subsite.pk).first() or make_row(Interview, subsite)
    return {"guest": str(Guest.objects.filter(interview=interview).values_list("pk", flat=True)[0])}
