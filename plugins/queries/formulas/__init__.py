"""A small language for fees: numbers, comparisons and a few functions, read by a parser of its own.

There is nothing in it that could reach Python: no attribute, no index, no text, no loop, no power. What a formula costs
is bounded by its length and depth, and its numbers by `LARGEST`.
"""

from .checking import check
from .evaluating import evaluate
from .faults import CalculationError, FormulaError
from .parsing import parse

__all__ = ["CalculationError", "FormulaError", "check", "evaluate", "parse"]
