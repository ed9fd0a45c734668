"""The parts of a formula. A formula is a tree of them; `str` writes it with all its brackets."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Number:
    """A number as it was written."""

    value: Decimal
    position: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return f"{self.value:f}"


@dataclass(frozen=True)
class Name:
    """What somebody typed in, or an earlier result."""

    name: str
    position: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Unary:
    """A sign, or `not`."""

    operator: str
    operand: "Node"
    position: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return f"({self.operator} {self.operand})"


@dataclass(frozen=True)
class Binary:
    """Two values with an operator between them."""

    operator: str
    left: "Node"
    right: "Node"
    position: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return f"({self.left} {self.operator} {self.right})"


@dataclass(frozen=True)
class Call:
    """A function with its values."""

    name: str
    arguments: tuple["Node", ...]
    position: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.arguments))})"


type Node = Number | Name | Unary | Binary | Call
