"""Many follow one feed: one reader, nobody misses anything, whatever happens in between."""

import asyncio
from typing import Any

import pytest

from core.streams import hub as hub_module
from core.streams.hub import Hub, Stream
from core.tenancy.table import subsite_table, touch_revision

pytestmark = pytest.mark.django_db(transaction=True)


class Visitor:
    """Somebody who follows, with what was sent to them."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.changed = asyncio.Event()

    async def send(self, content: bytes) -> None:
        self.pieces.append(content)
        self.changed.set()

    @property
    def texts(self) -> list[str]:
        lines = b"".join(self.pieces).decode().splitlines()
        return [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]

    async def until(self, texts: list[str]) -> None:
        async with asyncio.timeout(10):
            while self.texts != texts:
                self.changed.clear()
                await self.changed.wait()


@pytest.fixture(autouse=True)
def quick(transactional_db, monkeypatch):
    touch_revision()
    monkeypatch.setattr(hub_module, "TICK_SECONDS", 0.01)


async def started(hub: Hub, source: Any, cursor: int = 0) -> tuple[Visitor, "asyncio.Task[None]"]:
    visitor = Visitor()
    table = await asyncio.to_thread(subsite_table)
    task = asyncio.ensure_future(hub.follow(source.feed, cursor, table, visitor.send))
    return visitor, task


async def stopped(*tasks: "asyncio.Task[None]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_each_is_told_from_where_they_are(source):
    async def run() -> None:
        hub = Hub()
        for text in ("一", "二"):
            source.say(text)
        first, one = await started(hub, source, cursor=2)
        late, two = await started(hub, source, cursor=0)
        source.say("三")
        await first.until(["三"])
        await late.until(["一", "二", "三"])
        assert len(hub) == 2
        await stopped(one, two)
        assert len(hub) == 0

    asyncio.run(run())


def test_one_reader_for_all_and_none_for_nobody(source):
    async def run() -> None:
        hub = Hub()
        followed = [await started(hub, source) for _number in range(50)]
        source.say("一")
        for visitor, _task in followed:
            await visitor.until(["一"])
        reads = len(source.reads)
        await stopped(*(task for _visitor, task in followed))
        assert reads < 50
        async with asyncio.timeout(10):
            while hub._channels:
                await asyncio.sleep(0.01)

    asyncio.run(run())


def test_a_failing_read_ends_nothing(source):
    async def run() -> None:
        hub = Hub()
        source.failures = 2
        source.say("一")
        visitor, task = await started(hub, source)
        await visitor.until(["一"])
        await stopped(task)

    asyncio.run(run())


def test_the_end_of_the_feed_ends_the_streams(source):
    async def run() -> None:
        hub = Hub()
        _visitor, task = await started(hub, source)
        source.ended = True
        async with asyncio.timeout(10):
            await task

    asyncio.run(run())


def test_a_changed_switch_ends_the_streams_so_that_they_ask_anew(source, county):
    async def run() -> None:
        hub = Hub()
        source.say("一")
        visitor, task = await started(hub, source)
        await visitor.until(["一"])
        await asyncio.to_thread(touch_revision)
        async with asyncio.timeout(10):
            await task

    asyncio.run(run())


def test_a_slow_visitor_is_ended_not_kept_for_ever(source):
    stream = Stream(0, None)
    for number in range(hub_module.MOST_WAITING + 1):
        source.say(str(number))
        stream.take(source.events)
    assert stream.ended
    assert not stream.waiting


def test_closing_sends_what_waits_ends_all_and_holds_none_open_after(source):
    async def run() -> list[list[str]]:
        hub = Hub()
        one, first = await started(hub, source)
        two, second = await started(hub, source)
        source.say("a")
        await one.until(["a"])
        await two.until(["a"])
        hub.close()
        late, third = await started(hub, source)
        async with asyncio.timeout(10):
            await asyncio.gather(first, second, third)
        assert len(hub) == 0
        return [one.texts, two.texts, late.texts]

    assert asyncio.run(run()) == [["a"], ["a"], []]
