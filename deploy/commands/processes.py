"""Several processes run as one: they start in order, and when one ends or a signal comes, all end."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

GRACE_SECONDS = 10


@dataclass
class Process:
    """A running child. `log` is the file its words go to, or None for the terminal."""

    name: str
    child: "subprocess.Popen[bytes]"
    log: Path | None

    def last_words(self, lines: int = 20) -> str:
        """The end of its log."""
        if self.log is None:
            return ""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


class Processes:
    """The children, all stopped together by `stop`."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = environment
        self.running: list[Process] = []

    def start(self, name: str, command: Sequence[str | Path], log: Path | None = None) -> Process:
        """Start a child in a session of its own, so that Ctrl-C reaches it only through us."""
        output = None
        if log is not None:
            log.parent.mkdir(parents=True, exist_ok=True)
            output = log.open("wb")
        child = subprocess.Popen(
            command, cwd=self.folder, env=dict(self.environment), stdin=subprocess.DEVNULL,
            stdout=output, stderr=output and subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        if output is not None:
            output.close()
        process = Process(name, child, log)
        self.running.append(process)
        return process

    def ended(self) -> Process | None:
        """The first child that has ended by itself, if any."""
        return next((process for process in self.running if process.child.poll() is not None), None)

    def wait(self) -> Process:
        """Wait until one child ends, and return it."""
        while True:
            ended = self.ended()
            if ended is not None:
                return ended
            time.sleep(0.2)

    def stop(self) -> None:
        """Ask every child to end, the last started first, and end those that do not within GRACE_SECONDS."""
        for process in reversed(self.running):
            if process.child.poll() is None:
                process.child.terminate()
        until = time.monotonic() + GRACE_SECONDS
        for process in self.running:
            try:
                process.child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.child.pid, signal.SIGKILL)
                process.child.wait()
        self.running.clear()


@contextmanager
def terminations_interrupt() -> Iterator[None]:
    """Within, SIGTERM and SIGHUP do what Ctrl-C does: they raise KeyboardInterrupt."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
