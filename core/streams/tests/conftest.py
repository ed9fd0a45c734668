"""A feed that tests write into."""

from collections.abc import Sequence

import pytest

from core.streams.events import FeedEnded, LiveEvent, LiveFeed


class Source:
    """Events in memory, read as a plugin reads its rows."""

    def __init__(self) -> None:
        self.events: list[LiveEvent] = []
        self.reads: list[int] = []
        self.failures = 0
        self.ended = False

    def say(self, text: str) -> None:
        self.events.append(LiveEvent(len(self.events) + 1, "line", text))

    def read(self, after: int) -> Sequence[LiveEvent]:
        self.reads.append(after)
        if self.failures:
            self.failures -= 1
            raise RuntimeError("the database is away")
        if self.ended:
            raise FeedEnded
        return [event for event in self.events if event.id > after]

    @property
    def feed(self) -> LiveFeed:
        return LiveFeed("test:1", self.read)


@pytest.fixture
def source() -> Source:
    return Source()
