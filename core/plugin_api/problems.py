"""What is wrong with plugins, kept until the system checks read it.

Discovery runs while settings load, and a plugin's models load before any check can run. So a fault is
noted here, its plugin is left out, and `manage.py check` says what, where and what to do.
"""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """The kinds of fault; the value is the id of the system check message."""

    IMPORT = "countywide.E101"
    NO_MANIFEST = "countywide.E102"
    MANIFEST = "countywide.E103"
    CONTRACT = "countywide.E104"
    DUPLICATE_SLUG = "countywide.E105"
    MISSING_REQUIREMENT = "countywide.E106"
    CYCLE = "countywide.E107"
    MODELS = "countywide.E108"
    CONTRIBUTIONS = "countywide.E109"
    UNSCOPED_MODEL = "countywide.E110"
    UNSCOPED_SCREEN = "countywide.E111"
    PAGE_BASE = "countywide.E112"
    FORBIDDEN_MODULE = "countywide.E113"
    PUBLIC_URLS = "countywide.E114"
    PUBLIC_MODULE = "countywide.E115"
    CHECK_RAISED = "countywide.E116"
    LABEL = "countywide.E117"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one plugin: `plugin` is its slug or, where that is unknown, where it was found."""

    fault: Fault
    plugin: str
    message: str
    hint: str


_problems: list[Problem] = []


def report(problem: Problem) -> None:
    """Note a fault. The same fault is noted once."""
    if problem not in _problems:
        _problems.append(problem)


def problems() -> tuple[Problem, ...]:
    """All faults noted so far in this process."""
    return tuple(_problems)


def has_problem(slug: str) -> bool:
    """Is anything wrong with this plugin? Then it stays off everywhere."""
    return any(problem.plugin == slug for problem in _problems)


def forget(plugin: str) -> None:
    """Drop the faults of one plugin (before it is examined again)."""
    _problems[:] = [problem for problem in _problems if problem.plugin != plugin]
