"""A fault in a county's files: where it is, and what is wrong and what to do about it in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from core.provisioning.messages import MESSAGES


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in one line of one file.

    ``line`` counts from 1, the header row included, and is the line on which the row begins. ``code`` is a
    key of ``MESSAGES``, ``values`` fill its text in. A fault is data; its text is made when it is read.
    """

    file: str
    line: int
    code: str
    values: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """What is wrong, in the active language, without the place."""
        return str(MESSAGES[self.code]) % self.values

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text()}"


def in_order(faults: Iterable[Fault], files: Iterable[str]) -> list[Fault]:
    """The faults file by file in the order of ``files``, by line within a file, each only once."""
    position = {file: index for index, file in enumerate(files)}
    unique: list[Fault] = []
    for fault in faults:
        if fault not in unique:
            unique.append(fault)
    return sorted(unique, key=lambda fault: (position.get(fault.file, len(position)), fault.file, fault.line))
