"""Single answers in the public search, each leading to its place in the transcript."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.text import Truncator

from core.plugin_api import Hit, plugin_url
from core.search.querysets import visitor_query
from plugins.interviews.models import Interview, Line, LineKind, LineState


def find_answers(words: str, subsites: Sequence[Any], request: HttpRequest, at_most: int) -> list[Hit]:
    """The public answers that hold the words, in themselves or in their question, best first."""
    entries = {entry.pk: entry for entry in subsites}
    interviews = Interview.objects.public().filter(subsite_id__in=entries)
    found: Any = (
        Line.objects.filter(
            interview__in=interviews, state=LineState.PUBLIC, kind__in=[LineKind.ANSWER, LineKind.LATER]
        )
        .select_related("interview", "question")
        .search(visitor_query(words))
    )
    hits = []
    for line in found[:at_most]:
        interview = line.interview
        address = plugin_url(
            entries[interview.subsite_id], "interviews:interview", slug=interview.slug, request=request
        )
        asked = Truncator(line.question_text).chars(60)
        hits.append(
            Hit(
                title=asked or interview.title,
                url=f"{address}#line-{line.pk}",
                text=f"{line.speaker}：{line.text}",
                date=line.spoken_at,
            )
        )
    return hits
