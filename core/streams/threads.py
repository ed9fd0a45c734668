"""The threads in which requests are answered: few at a time, more while those are held up.

Python runs one thread at a time. Threads that all have something to compute get no more done than two: they take
turns, and wait for each other in the middle of their transactions. But a request may also wait: for another server, for
the database, for a visitor who reads slowly. One that has taken longer than a moment is no longer counted among the
few, so that it holds up nobody.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Any

MOMENT = 0.1
"""Seconds after which a request counts as one that waits."""


class Threads:
    """Belongs to an event loop, from whose thread alone it is used."""

    def __init__(self, *, few: int, most: int) -> None:
        self.few, self.most = few, most
        self._running: dict[Executor, float] = {}
        """Since when each thread has been at its request."""
        self._idle: list[Executor] = []
        """The one used last is used next: its connection to the database knows the most."""
        self._queue: deque[asyncio.Future[Executor]] = deque()
        self._look: asyncio.TimerHandle | None = None

    async def run[T](self, work: Callable[..., T], *arguments: Any) -> T:
        """Do the work in a thread when it is its turn. Raises what the work raises.

        Who stops waiting before its turn leaves the queue; work that has begun goes on to its end.
        """
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[Executor] = loop.create_future()
        self._queue.append(turn)
        self._let_in()
        try:
            thread = await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._done(turn.result())
            raise
        working = loop.run_in_executor(thread, work, *arguments)
        working.add_done_callback(partial(self._done, thread))
        return await asyncio.shield(working)

    def _done(self, thread: Executor, _working: Any = None) -> None:
        del self._running[thread]
        self._idle.append(thread)
        self._let_in()

    def _let_in(self) -> None:
        """Give threads to those whose turn it is."""
        now = asyncio.get_running_loop().time()
        while self._queue and self._has_room(now):
            turn = self._queue.popleft()
            if turn.cancelled():
                continue
            thread = self._idle.pop() if self._idle else self._new()
            self._running[thread] = now
            turn.set_result(thread)
        if self._queue and self._look is None and len(self._running) < self.most:
            # Nobody may come and go meanwhile, so it has to look by itself whether those inside wait.
            self._look = asyncio.get_running_loop().call_later(MOMENT / 2, self._look_again)

    def _new(self) -> Executor:
        return ThreadPoolExecutor(1, thread_name_prefix=f"web-{len(self._running) + 1}")

    def _look_again(self) -> None:
        self._look = None
        self._let_in()

    def _has_room(self, now: float) -> bool:
        if len(self._running) < self.few:
            return True
        computing = sum(now - began < MOMENT for began in self._running.values())
        return computing < self.few and len(self._running) < self.most
