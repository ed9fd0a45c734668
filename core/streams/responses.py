"""Answering with a live stream, from an ordinary view behind an ordinary gate."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from core.tenancy.holding import held_table

from .events import RETRY_MILLISECONDS, FeedEnded, LiveEvent, LiveFeed, on_the_wire

LONGEST_ID = 18


class LiveResponse(HttpResponse):
    """What there is so far, as server-sent events. Where `core.streams.server` serves, the connection stays open and
    what comes later follows; any other server closes it, and the browser asks again after `retry`.
    """

    def __init__(self, feed: LiveFeed, events: list[LiveEvent], cursor: int) -> None:
        content = f"retry: {RETRY_MILLISECONDS}\n\n".encode() + on_the_wire(events)
        super().__init__(content, content_type="text/event-stream; charset=utf-8")
        self["Cache-Control"] = "no-store"
        # A proxy that collects an answer before it passes it on would hold every event back.
        self["X-Accel-Buffering"] = "no"
        self.feed = feed
        self.cursor = cursor
        self.table = held_table()


def live_response(request: HttpRequest, feed: LiveFeed) -> HttpResponse:
    """Let the visitor follow a feed.

    Everything that the view stands behind (host, subsite, switch of the plugin, permission to read) is asked when a
    stream is opened, and again whenever subsites, switches, policies or restrictions change and every few minutes:
    then the stream ends, and the browser comes back through the same gates with the last id it has.

    `Last-Event-ID` (or `?after=`) says where to go on. With `?form=json` the answer is the same events as JSON, for
    browsers whose connection lets no stream through. Raises Http404 where the feed has ended.
    """
    cursor = _number(request.headers.get("Last-Event-ID") or request.GET.get("after", ""))
    try:
        events = list(feed.read(cursor))
    except FeedEnded as ended:
        raise Http404 from ended
    last = events[-1].id if events else cursor
    if request.GET.get("form") == "json":
        data: dict[str, Any] = {
            "last": last,
            "events": [{"id": event.id, "name": event.name, "data": event.data} for event in events],
        }
        return JsonResponse(data, headers={"Cache-Control": "no-store"})
    return LiveResponse(feed, events, last)


def _number(text: str) -> int:
    """An id as it was sent; 0, from the beginning, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else 0
