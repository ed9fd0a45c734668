"""The report of an upload: every fault by row and column, and what was tolerated."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from plugins.queries.tables.problems import Problem


@dataclass(frozen=True)
class Fault:
    """One thing that keeps the file from being taken.

    `row` is the row as a spreadsheet numbers it (the header is normally row 1), `None` for the whole file.
    """

    problem: Problem
    row: int | None = None
    column: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where it is, in the current language: "row 17, column 单价"."""
        if self.row is None:
            return ""
        if not self.column:
            return gettext("row %(row)s") % {"row": self.row}
        return gettext("row %(row)s, column %(column)s") % {"row": self.row, "column": self.column}

    @property
    def message(self) -> str:
        """What is wrong, without the place."""
        return self.problem.text(**self.details)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class Report:
    """Collects faults: all are counted, the first `limit` are kept; notes are what was tolerated."""

    def __init__(self, limit: int = 200) -> None:
        self.limit = limit
        self.faults: list[Fault] = []
        self.fault_count = 0
        self.notes: list[str] = []

    def add(self, problem: Problem, *, row: int | None = None, column: str = "", **details: Any) -> None:
        """Count a fault and keep it while there is room."""
        self.fault_count += 1
        if len(self.faults) < self.limit:
            self.faults.append(Fault(problem, row, column, details))

    def note(self, text: str) -> None:
        """Tell the editor something that needs no correction."""
        self.notes.append(text)

    @property
    def ok(self) -> bool:
        """Whether nothing stands against taking the file."""
        return self.fault_count == 0

    @property
    def not_shown(self) -> int:
        """How many faults were counted but not kept."""
        return self.fault_count - len(self.faults)
