"""Room on the disk, asked before anything is begun."""

import os
import shutil
from pathlib import Path

from deploy.commands.words import Stop

MEBIBYTE = 1024 * 1024


def free_mebibytes(folder: Path) -> int:
    """Free space (MiB) where `folder` is or will be made.

    COUNTYWIDE_FREE_MEBIBYTES, when set, is taken instead: the tests try a full disk with it.
    """
    pretended = os.environ.get("COUNTYWIDE_FREE_MEBIBYTES")
    if pretended is not None:
        return int(pretended)
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free // MEBIBYTE


def need_room(folder: Path, mebibytes: int, purpose: str) -> None:
    """Raise Stop when fewer than `mebibytes` (MiB) are free for `folder`."""
    free = free_mebibytes(folder)
    if free < mebibytes:
        raise Stop(
            f"The disk is too full: {purpose} needs {mebibytes} MiB below {folder}, and {free} MiB are free.",
            "Free some space (`df -h .` shows how much there is), then run the same command again.",
        )
