"""Noticing that the process is to end, beside the server that runs it.

An ASGI server that is told to stop waits for what is open, and a stream that is followed does not end by itself. The
lifespan's shutdown comes after that waiting, too late. So the signal itself is noticed.
"""

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType


def at_termination(loop: asyncio.AbstractEventLoop, act: Callable[[], object]) -> bool:
    """Have the loop call `act` when SIGTERM comes, whatever its server does then; whether that can be had.

    The server's own handling stays: event loops are woken by the signal's number, which the interpreter writes to them
    whoever handles it besides. Without a handler of the server the process would end at once, and it still does.
    """
    before = signal.getsignal(signal.SIGTERM)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        return False

    def noticed(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(act)
        before(number, frame)

    signal.signal(signal.SIGTERM, noticed)
    return True
