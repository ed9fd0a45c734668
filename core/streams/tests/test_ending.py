"""Noticing that the process is to end, beside the server's own handling."""

import asyncio
import os
import signal
import subprocess
import sys
import threading

from core.streams.ending import at_termination

BESIDE_THE_SERVER = """
import asyncio, os, signal
from core.streams.ending import at_termination

async def run():
    loop = asyncio.get_running_loop()
    told, server = asyncio.Event(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, server.set)
    assert at_termination(loop, told.set)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.gather(told.wait(), server.wait())
    print("both")

asyncio.run(run())
"""


def test_it_is_told_and_the_server_too():
    done = subprocess.run(
        [sys.executable, "-c", BESIDE_THE_SERVER], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "both\n"


def test_where_nobody_handles_the_signal_it_ends_the_process_as_ever():
    before = signal.getsignal(signal.SIGTERM)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        loop = asyncio.new_event_loop()
        assert not at_termination(loop, os.getpid)
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
        loop.close()
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_loop_in_another_thread_has_no_signals():
    found: list[bool] = []

    def run() -> None:
        loop = asyncio.new_event_loop()
        found.append(at_termination(loop, os.getpid))
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [False]
