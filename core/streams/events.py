"""What a live stream says: numbered events, in the words of server-sent events (HTML Living Standard, 9.2)."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

LINE_END = re.compile(r"\r\n|\r|\n")
RETRY_MILLISECONDS = 500
"""How long a browser waits before it connects again."""


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """Something that visitors are to see.

    `id` rises within a feed in the order in which events come to be readable; it is where a visitor who comes back
    goes on. `data` is text, as a rule JSON.
    """

    id: int
    name: str
    data: str


@dataclass(frozen=True, slots=True)
class LiveFeed:
    """A source of events. `name` is unique in the installation; who gives the same name gets the same events.

    `read(after)` returns the events with a greater id, oldest first, as many at a time as it likes; it is called in a
    thread of its own, twice a second for all who follow. An event may never come to be readable after one with a
    greater id was: give ids under a row lock. Where there is nothing to follow any more it raises FeedEnded.
    """

    name: str
    read: Callable[[int], Sequence[LiveEvent]]


class FeedEnded(Exception):
    """There is nothing to follow any more: every stream is closed, and asks anew at its address."""


def on_the_wire(events: Iterable[LiveEvent]) -> bytes:
    """The events as a browser's EventSource reads them."""
    return "".join(_block(event) for event in events).encode()


def _block(event: LiveEvent) -> str:
    # A line end of whatever kind begins a new line of data; other separators (U+2028) are text.
    lines = "".join(f"data: {line}\n" for line in LINE_END.split(event.data))
    return f"id: {event.id}\nevent: {event.name}\n{lines}\n"
