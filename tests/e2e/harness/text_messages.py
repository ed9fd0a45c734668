"""The text messages that the demonstration sends: each becomes a file of its var folder."""

import re
import time

from tests.e2e.harness.server import County

SECONDS = 30


class NoMessage(Exception):
    """None came in time."""


def codes_to(county: County, number: str, *, at_least: int = 1) -> list[str]:
    """The codes that were sent to a number, the newest last, once the worker has sent them. Raises NoMessage."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        files = sorted(
            (county.folder / "text-messages").glob("*.txt"), key=lambda path: path.stat().st_mtime_ns
        )
        texts = [path.read_text(encoding="utf-8") for path in files]
        found = [
            re.findall(r"\b\d{6}\b", text.split("\n\n", 1)[1])[0] for text in texts if text.startswith(number)
        ]
        if len(found) >= at_least:
            return found
        time.sleep(0.05)
    raise NoMessage(number)
