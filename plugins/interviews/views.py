"""The public views: the list, an interview, its stream, its subtitles."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.plugin_api import plugin_url, render_public, subsite_of
from core.streams.responses import live_response
from plugins.interviews.guests import ShownGuest, give_faces, public_guests, with_portraits
from plugins.interviews.live import feed_of
from plugins.interviews.models import Interview, Line, LineKind
from plugins.interviews.presenting import list_of
from plugins.interviews.public_interviews import interview_at, interview_url
from plugins.interviews.services.lines import release_due_lines
from plugins.interviews.subtitles import Spoken, cues, web_vtt


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All public interviews of this subsite."""
    context = list_of(request, subsite_of(request))
    return render_public(request, "interviews/index.html", context, title=_("Interviews"))


@require_safe
def interview(request: HttpRequest, slug: str) -> HttpResponse:
    """An interview: announced, live with all lines so far, or as archive with its transcript."""
    found = interview_at(request, slug)
    release_due_lines(found.pk)
    # The number first: what becomes public between the two reads is told again, not missed.
    found.refresh_from_db(fields=["sequence", "stage"])
    return draw_interview(request, found)


def draw_interview(
    request: HttpRequest, found: Interview, guests: Sequence[ShownGuest] | None = None
) -> HttpResponse:
    """The page of an interview, with its public lines; `guests` instead of those whom citizens see."""
    shown = with_portraits(public_guests(found) if guests is None else guests)
    lines = list(Line.objects.filter(interview=found).public().for_drawing())
    give_faces(lines, shown)
    context = {
        "interview": found,
        "guests": shown,
        "lines": [line for line in lines if line.kind != LineKind.LATER],
        "later": [line for line in lines if line.kind == LineKind.LATER],
        "has_subtitles": bool(lines) and found.video_zero is not None,
        "ask_url": interview_url(request, found, "ask"),
        "find_url": plugin_url(subsite_of(request), "interviews:question", request=request),
        "stream_url": interview_url(request, found, "stream"),
        "subtitles_url": interview_url(request, found, "subtitles"),
    }
    return render_public(request, "interviews/interview.html", context, title=found.title)


@require_safe
def stream(request: HttpRequest, slug: str) -> HttpResponse:
    """Lines as they become public."""
    return live_response(request, feed_of(interview_at(request, slug)))


@require_safe
def subtitles(request: HttpRequest, slug: str) -> HttpResponse:
    """The transcript as WebVTT, timed from the beginning of the video."""
    found = interview_at(request, slug)
    if found.video_zero is None:
        raise Http404
    lines = (
        Line.objects.filter(interview=found)
        .public()
        .exclude(kind=LineKind.LATER)
        .values_list("spoken_at", "speaker", "text")
    )
    text = web_vtt(cues([Spoken(*line) for line in lines], found.video_zero))
    return HttpResponse(
        text, content_type="text/vtt; charset=utf-8", headers={"Content-Disposition": "inline"}
    )
