"""How long plugins take to draw, and a rest for those that are slow again and again.

A Python call that runs can't be stopped safely, so nothing is cut off: a slow answer is shown, counted and told. What
is slow five times within a minute is left out for a minute, then tried once; still slow, it rests twice as long, ten
minutes at most. Each process learns for itself: nothing is asked or written while a plugin is quick.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

logger = logging.getLogger("countywide.plugins")

SLOW_ANSWERS = 5
WITHIN_SECONDS = 60.0
FIRST_REST_SECONDS = 60.0
LONGEST_REST_SECONDS = 600.0

type Key = tuple[str, int]
"""A contribution's id, and the subsite: what is slow over one office's rows may be quick over another's."""


@dataclass(slots=True)
class _Memory:
    """When the last slow answers came, until when it rests, and how long the last rest was."""

    slow: "deque[float]" = field(default_factory=lambda: deque(maxlen=SLOW_ANSWERS))
    until: float = 0.0
    rest: float = 0.0


class Pace:
    """The measure of one process. `clock` returns seconds that only go forward."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.clock = clock
        self._lock = threading.Lock()
        self._memories: dict[Key, _Memory] = {}
        self._begun: set[str] = set()

    def rests(self, key: Key) -> bool:
        """Whether it is being left out at present."""
        memory = self._memories.get(key)
        return memory is not None and self.clock() < memory.until

    def note(self, key: Key, seconds: float, budget: float) -> float | None:
        """Take in how long an answer took; returns the seconds that it rests from now on, None when it was quick.

        The first answer of a contribution in a process counts as quick: it reads code and compiles templates.
        """
        if key[0] not in self._begun:
            self._begun.add(key[0])
            return None
        if seconds <= budget:
            if key in self._memories:
                self._quick(key)
            return None
        logger.warning("plugin contribution %s took %.0f ms of %.0f", key[0], seconds * 1000, budget * 1000)
        with self._lock:
            memory = self._memories.setdefault(key, _Memory())
            now = self.clock()
            memory.slow.append(now)
            often = len(memory.slow) == SLOW_ANSWERS and now - memory.slow[0] <= WITHIN_SECONDS
            if not (often or memory.rest) or now < memory.until:
                return 0.0
            memory.rest = min(memory.rest * 2 or FIRST_REST_SECONDS, LONGEST_REST_SECONDS)
            memory.until = now + memory.rest
            return memory.rest

    def _quick(self, key: Key) -> None:
        """One that is quick after a rest starts anew."""
        with self._lock:
            memory = self._memories.get(key)
            if memory is not None and memory.rest and self.clock() >= memory.until:
                del self._memories[key]

    def forget(self) -> None:
        """Begin anew (between tests)."""
        with self._lock:
            self._memories.clear()
            self._begun.clear()


pace = Pace()
"""The measure of this process."""
