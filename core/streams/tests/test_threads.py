"""Few requests are answered at a time, more while these are held up."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from core.streams import threads as module
from core.streams.threads import Threads

LONG = 20.0
"""Seconds that nothing here lasts."""


class Work:
    """Work in a thread that says when it has begun, and ends when it is told to."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.thread = ""

    def __call__(self) -> str:
        self.thread = threading.current_thread().name
        self.begun.set()
        assert self.may_end.wait(LONG)
        return "done"


async def until(event: threading.Event) -> None:
    """Wait without holding up the loop."""
    assert await asyncio.get_running_loop().run_in_executor(None, event.wait, LONG)


def on_a_loop(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), LONG))


@pytest.fixture
def long_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOMENT", LONG)


@pytest.fixture
def short_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOMENT", 0.01)


def test_what_the_work_gives_and_raises() -> None:
    async def test() -> None:
        threads = Threads(few=1, most=1)
        assert await threads.run(divmod, 7, 2) == (3, 1)
        with pytest.raises(ZeroDivisionError):
            await threads.run(divmod, 7, 0)
        assert await threads.run(divmod, 9, 2) == (4, 1)

    on_a_loop(test)


@pytest.mark.usefixtures("long_moment")
def test_few_at_a_time_and_each_in_its_turn() -> None:
    inside, most_inside, order = 0, 0, []
    lock = threading.Lock()

    def work(number: int) -> None:
        nonlocal inside, most_inside
        with lock:
            inside += 1
            most_inside = max(most_inside, inside)
            order.append(number)
        with lock:
            inside -= 1

    async def test() -> None:
        threads = Threads(few=1, most=8)
        await asyncio.gather(*(threads.run(work, number) for number in range(20)))
        threads = Threads(few=2, most=8)
        await asyncio.gather(*(threads.run(work, number) for number in range(20)))

    on_a_loop(test)
    assert order[:20] == list(range(20))
    assert sorted(order[20:]) == list(range(20))
    assert most_inside <= 2


@pytest.mark.usefixtures("long_moment")
def test_the_thread_used_last_is_used_next() -> None:
    async def test() -> None:
        threads = Threads(few=2, most=8)
        first, second = Work(), Work()
        both = [asyncio.ensure_future(threads.run(work)) for work in (first, second)]
        for work in (first, second):
            await until(work.begun)
        first.may_end.set()
        await both[0]
        second.may_end.set()
        await both[1]
        names = {await threads.run(lambda: threading.current_thread().name) for _time in range(5)}
        assert names == {second.thread}
        assert first.thread != second.thread

    on_a_loop(test)


@pytest.mark.usefixtures("short_moment")
def test_who_is_held_up_holds_up_nobody() -> None:
    async def test() -> None:
        threads = Threads(few=1, most=3)
        held_up = [Work(), Work()]
        waiting = [asyncio.ensure_future(threads.run(work)) for work in held_up]
        for work in held_up:
            await until(work.begun)
        assert await threads.run(divmod, 7, 2) == (3, 1)
        for work in held_up:
            work.may_end.set()
        assert await asyncio.gather(*waiting) == ["done", "done"]

    on_a_loop(test)


@pytest.mark.usefixtures("short_moment")
def test_never_more_than_the_most() -> None:
    async def test() -> None:
        threads = Threads(few=1, most=2)
        held_up, next_one = [Work(), Work()], Work()
        waiting = [asyncio.ensure_future(threads.run(work)) for work in (*held_up, next_one)]
        for work in held_up:
            await until(work.begun)
        assert not threads._has_room(asyncio.get_running_loop().time() + LONG)
        assert not next_one.begun.is_set()
        held_up[0].may_end.set()
        await until(next_one.begun)
        for work in (*held_up, next_one):
            work.may_end.set()
        assert await asyncio.gather(*waiting) == ["done", "done", "done"]

    on_a_loop(test)


@pytest.mark.usefixtures("long_moment")
def test_who_leaves_the_queue_is_passed_over() -> None:
    async def test() -> None:
        threads = Threads(few=1, most=1)
        first, left, last = Work(), Work(), Work()
        tasks = [asyncio.ensure_future(threads.run(work)) for work in (first, left, last)]
        await until(first.begun)
        tasks[1].cancel()
        first.may_end.set()
        await until(last.begun)
        last.may_end.set()
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert [found[0], type(found[1]), found[2]] == ["done", asyncio.CancelledError, "done"]
        assert not left.begun.is_set()

    on_a_loop(test)


@pytest.mark.usefixtures("long_moment")
def test_who_leaves_when_the_turn_has_come_gives_it_to_the_next() -> None:
    async def test() -> None:
        threads = Threads(few=1, most=1)
        first, left = Work(), Work()
        tasks = [asyncio.ensure_future(threads.run(work)) for work in (first, left)]
        await until(first.begun)
        first.may_end.set()
        while threads._queue:
            await asyncio.sleep(0)
        tasks[1].cancel()  # it has its turn, and has not heard of it
        assert await threads.run(divmod, 7, 2) == (3, 1)
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert [found[0], type(found[1])] == ["done", asyncio.CancelledError]
        assert not left.begun.is_set()

    on_a_loop(test)


@pytest.mark.usefixtures("long_moment")
def test_work_that_nobody_waits_for_any_more_keeps_its_thread_to_its_end() -> None:
    async def test() -> None:
        threads = Threads(few=1, most=1)
        left, last = Work(), Work()
        task = asyncio.ensure_future(threads.run(left))
        await until(left.begun)
        task.cancel()
        waiting = asyncio.ensure_future(threads.run(last))
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not last.begun.is_set()
        left.may_end.set()
        await until(last.begun)
        last.may_end.set()
        assert await waiting == "done"

    on_a_loop(test)
