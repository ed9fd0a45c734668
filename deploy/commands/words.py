"""How a command stops: one sentence on what is wrong, one on what to do next, and a non-zero exit code."""

import errno
import os
import sys
from collections.abc import Callable


class Stop(Exception):
    """Something that a person has to settle first.

    what: what is wrong. then: what to do next.
    """

    def __init__(self, what: str, then: str) -> None:
        super().__init__(what)
        self.what = what
        self.then = then


DISK_FULL = Stop(
    "The disk is full.",
    "Free some space (`df -h .` shows how much there is), then run the same command again.",
)


def say_stop(stop: Stop) -> None:
    """Print a stop to the standard error stream."""
    print(f"\n{stop.what}\n{stop.then}", file=sys.stderr, flush=True)


def explained(main: Callable[[], int]) -> int:
    """Run a command's main function; return its exit code. Known trouble is said without a traceback."""
    try:
        return main()
    except Stop as stop:
        say_stop(stop)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        say_stop(DISK_FULL)
        return os.EX_IOERR
