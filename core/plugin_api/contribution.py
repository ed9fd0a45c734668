"""The base of everything that a plugin can add to the host."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """Base of all contributions. `name` is unique within the plugin and the extension point.

    Contributions are sorted by the plugins' requirements, then `order`, then slug.
    """

    point: ClassVar[str] = ""
    may_refuse: ClassVar[bool] = False
    """At a point that may refuse, an exception is the answer and is passed on instead of isolated."""
    budget: ClassVar[float | None] = None
    """Seconds that an answer may take where people wait for it (contract 1.5); slower ones are told, and rested."""

    name: str
    order: int = 100
