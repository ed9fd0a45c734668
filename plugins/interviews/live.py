"""What those who follow an interview are told: lines as they become public, corrections, stages."""

import json
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from core.streams.events import FeedEnded, LiveEvent, LiveFeed
from plugins.interviews.guests import give_faces, read_guests, with_portraits
from plugins.interviews.models import Interview, Line, LineKind
from plugins.interviews.services.lines import release_due_lines

AT_ONCE = 100
"""Events read at a time; the rest follows."""


def feed_of(interview: Interview) -> LiveFeed:
    """The feed of an interview in the active language."""
    number, language = interview.pk, get_language() or ""

    def read(after: int) -> list[LiveEvent]:
        return read_events(number, after, language)

    return LiveFeed(f"interviews:{number}:{language}", read)


def read_events(interview_id: int, after: int, language: str) -> list[LiveEvent]:
    """What became public after a number. Raises FeedEnded when the interview is no longer public."""
    release_due_lines(interview_id)
    found: Any = (
        Interview.objects.public()
        .filter(pk=interview_id)
        .values("stage", "sequence", "stage_sequence", "shown_guests")
        .first()
    )
    if found is None:
        raise FeedEnded
    if found["sequence"] <= after:
        return []
    with override(language):
        lines = list(
            Line.objects.filter(interview_id=interview_id).changed_after(after).for_drawing()[:AT_ONCE]
        )
        if any(line.kind == LineKind.ANSWER for line in lines):
            give_faces(lines, with_portraits(read_guests(found["shown_guests"])))
        events = [LiveEvent(line.sequence or 0, "line", _data(line)) for line in lines]
    complete = len(lines) < AT_ONCE
    stage = found["stage_sequence"]
    if stage > after and (complete or stage < events[-1].id):
        events.append(LiveEvent(stage, "stage", json.dumps({"stage": found["stage"]})))
        events.sort(key=lambda event: event.id)
    return events


def _data(line: Line) -> str:
    html = render_to_string("interviews/parts/line.html", {"line": line})
    return json.dumps({"line": line.pk, "position": line.position, "html": html}, ensure_ascii=False)
