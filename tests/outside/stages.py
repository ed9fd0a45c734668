"""What there was at one point of the journey of tests/outside, and what its scripts found."""

from dataclasses import dataclass
from typing import Any

from tests.outside.installing import Installation

type Found = dict[str, Any]


@dataclass
class Stage:
    """What there was at one point of the journey: all rows by table, and all files."""

    rows: dict[str, list[str]]
    files: set[str]


def stage(installation: Installation) -> Stage:
    return Stage(installation.ask("snapshot.py"), installation.files())
