"""The functions of the language: what they take and what they give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from .faults import CalculationError

DIGITS = 10
"""Most digits that can be rounded to."""


@dataclass(frozen=True)
class Function:
    """`least` and `most` count the values it takes; `even` says that their number must be even."""

    least: int
    most: int
    compute: Callable[[Sequence[Decimal]], Decimal]
    even: bool = False

    def takes(self, count: int) -> bool:
        """Whether it can be called with so many values."""
        return self.least <= count <= self.most and (not self.even or count % 2 == 0)


def _rounded(rounding: str) -> Callable[[Sequence[Decimal]], Decimal]:
    def compute(values: Sequence[Decimal]) -> Decimal:
        digits = values[1] if len(values) > 1 else Decimal(0)
        if digits != digits.to_integral_value() or not 0 <= digits <= DIGITS:
            raise CalculationError(_("Digits to round to are whole numbers from 0 to 10."))
        return values[0].quantize(Decimal(1).scaleb(-int(digits)), rounding)

    return compute


def _tiered(values: Sequence[Decimal]) -> Decimal:
    """`tiered(amount, limit, rate, limit, rate, …, rate)`: each part of the amount at the rate of its tier.

    >>> _tiered([Decimal(250), Decimal(100), Decimal("0.5"), Decimal(200), Decimal("0.6"), Decimal(1)])
    Decimal('160.0')
    """
    amount, *rest = values
    total = lower = Decimal(0)
    for limit, rate in zip(rest[:-1:2], rest[1:-1:2], strict=True):
        if limit < lower:
            raise CalculationError(_("The limits of the tiers must rise."))
        total += max(min(amount, limit) - lower, Decimal(0)) * rate
        lower = limit
    return total + max(amount - lower, Decimal(0)) * rest[-1]


FUNCTIONS = {
    "min": Function(2, 20, min),
    "max": Function(2, 20, max),
    "abs": Function(1, 1, lambda values: abs(values[0])),
    "round": Function(1, 2, _rounded(ROUND_HALF_UP)),
    "floor": Function(1, 2, _rounded(ROUND_FLOOR)),
    "ceil": Function(1, 2, _rounded(ROUND_CEILING)),
    # An amount, pairs of limit and rate, and the rate of the rest: an even number of values.
    "tiered": Function(2, 20, _tiered, even=True),
}
CHOICE = "if"
"""`if(condition, then, else)` is no function of numbers: it computes one of its two values only."""
