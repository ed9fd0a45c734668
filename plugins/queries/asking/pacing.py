"""Answers to personal questions come after a whole number of steps, so that their time tells nothing of the record."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


def step() -> float:
    """Seconds of a step: the setting `QUERIES_ANSWER_STEP`."""
    return float(getattr(settings, "QUERIES_ANSWER_STEP", 0.5))


@contextmanager
def paced() -> Iterator[None]:
    """Let whatever happens inside end on a step."""
    began = time.monotonic()
    try:
        yield
    finally:
        size = step()
        if size > 0:
            took = time.monotonic() - began
            # On purpose: the time of an answer must not tell whether somebody is there.
            time.sleep(math.ceil(took / size) * size - took)
