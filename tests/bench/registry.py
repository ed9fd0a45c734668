"""Measurements and what they gave. A later issue adds a module here with functions marked `@measurement`."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value. `bound` is the most it may be; None says that it is only shown."""

    name: str
    value: float
    unit: str
    bound: float | None = None

    @property
    def holds(self) -> bool:
        return self.bound is None or self.value <= self.bound

    def entry(self) -> dict[str, object]:
        """As it stands in bench.json."""
        return {**asdict(self), "holds": self.holds}


type Measurement = Callable[[], Iterable[Figure]]

measurements: list[Measurement] = []


def measurement(function: Measurement) -> Measurement:
    """Register a function that measures; it runs in a process of its own on a fresh copy of the demonstration."""
    measurements.append(function)
    return function


def name_of(function: Measurement) -> str:
    """Its name on the command line."""
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
