"""Holding streams open: one reader for each feed, however many follow it.

All of it runs on one event loop; only `read` and the look at the table of subsites run in a thread.
"""

import asyncio
import logging
import random
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.db import close_old_connections

from core.tenancy.table import subsite_table

from .events import FeedEnded, LiveEvent, LiveFeed, on_the_wire

TICK_SECONDS = 0.5
PING_SECONDS = 15
PING = b": still here\n\n"
"""A comment: it keeps proxies from closing a silent stream, and finds out who is gone."""
LONGEST_SECONDS = (240, 360)
"""A stream ends after a time between these, and the browser asks anew: so leaving an account ends a stream too."""
MOST_WAITING = 200
"""Pieces that a slow visitor may be behind; then the stream ends, and begins again where the visitor is."""
MOST_STREAMS = 5000
READERS = 2


@dataclass(eq=False)
class Stream:
    """One visitor's open connection. `cursor` is the id of the last event that was put into `waiting`."""

    cursor: int
    table: Any
    waiting: deque[bytes] = field(default_factory=deque)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False

    def end(self) -> None:
        """Close it as soon as what waits is sent."""
        self.ended = True
        self.woken.set()

    def take(self, events: list[LiveEvent]) -> None:
        """Put those events that are new to this visitor into the queue."""
        new = [event for event in events if event.id > self.cursor]
        if not new:
            return
        self.waiting.append(on_the_wire(new))
        self.cursor = new[-1].id
        if len(self.waiting) > MOST_WAITING:
            self.waiting.clear()
            self.end()
        self.woken.set()


@dataclass(eq=False)
class _Channel:
    feed: LiveFeed
    streams: set[Stream] = field(default_factory=set)
    task: "asyncio.Task[None] | None" = None


class Hub:
    """All open streams of this process."""

    def __init__(self) -> None:
        self._channels: dict[str, _Channel] = {}
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="live")
        self._closed = False

    def __len__(self) -> int:
        return sum(len(channel.streams) for channel in self._channels.values())

    def close(self) -> None:
        """End every stream as soon as what waits is sent, and hold none open from now on: the server is stopping.

        Browsers come back after `RETRY_MILLISECONDS`, to whoever serves then, with the last id that they have.
        """
        self._closed = True
        for channel in self._channels.values():
            for stream in channel.streams:
                stream.end()

    async def follow(self, feed: LiveFeed, cursor: int, table: Any, send: Any) -> None:
        """Send what comes after `cursor` by `await send(bytes)`, until the feed or the time of the stream ends.

        Whoever awaits this cancels it when the visitor has left.
        """
        if self._closed or len(self) >= MOST_STREAMS:
            return
        stream = Stream(cursor, table)
        channel = self._join(feed, stream)
        loop = asyncio.get_running_loop()
        until = loop.time() + random.uniform(*LONGEST_SECONDS)  # noqa: S311 - spreads the coming back
        try:
            while loop.time() < until:
                try:
                    async with asyncio.timeout(PING_SECONDS):
                        await stream.woken.wait()
                except TimeoutError:
                    await send(PING)
                    continue
                stream.woken.clear()
                while stream.waiting:
                    await send(stream.waiting.popleft())
                if stream.ended:
                    return
        finally:
            channel.streams.discard(stream)

    def _join(self, feed: LiveFeed, stream: Stream) -> _Channel:
        channel = self._channels.get(feed.name)
        if channel is None:
            channel = self._channels[feed.name] = _Channel(feed)
            channel.task = asyncio.get_running_loop().create_task(self._read(channel))
        channel.streams.add(stream)
        return channel

    async def _read(self, channel: _Channel) -> None:
        """Ask the feed twice a second, as long as somebody follows."""
        loop = asyncio.get_running_loop()
        while channel.streams:
            # The one who has least: whoever joins late is told what came in between.
            after = min(stream.cursor for stream in channel.streams)
            try:
                table, events = await loop.run_in_executor(self._readers, read_once, channel.feed, after)
            except FeedEnded:
                for stream in channel.streams:
                    stream.end()
                break
            except Exception:  # A database that is away for a moment must not end what hundreds follow.
                logging.getLogger("countywide.streams").exception("feed %s was not read", channel.feed.name)
            else:
                for stream in list(channel.streams):
                    if stream.table is not table:
                        stream.end()
                    elif stream.cursor >= after:
                        # Who joined during the read, and has less, is told by the next one.
                        stream.take(events)
            await asyncio.sleep(TICK_SECONDS)
        # Without an await in between: who joins from here on makes a channel anew.
        del self._channels[channel.feed.name]


def read_once(feed: LiveFeed, after: int) -> tuple[Any, list[LiveEvent]]:
    """The present picture of the subsites, and the feed's events after an id."""
    close_old_connections()
    try:
        return subsite_table(), list(feed.read(after))
    finally:
        close_old_connections()
