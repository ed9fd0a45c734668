"""Computes a checked formula, in decimal numbers."""

from collections.abc import Mapping
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext

from django.utils.translation import gettext_lazy as _

from .faults import CalculationError
from .functions import FUNCTIONS
from .syntax import Binary, Call, Name, Node, Number, Unary

LARGEST = Decimal(10) ** 15
PRECISION = 40
_CONTEXT = Context(prec=PRECISION, traps=[DivisionByZero, InvalidOperation, Overflow])


def evaluate(tree: Node, values: Mapping[str, Decimal]) -> Decimal:
    """The number that a checked formula gives. Raises `CalculationError`; never anything else."""
    with localcontext(_CONTEXT):
        try:
            return _number(tree, values)
        except (DivisionByZero, InvalidOperation, Overflow):
            raise CalculationError(_("With these values there is a division by nought.")) from None


def _number(tree: Node, values: Mapping[str, Decimal]) -> Decimal:
    match tree:
        case Number(value):
            return value
        case Name(name):
            result = values[name]
        case Unary(operator, operand):
            inner = _number(operand, values)
            result = -inner if operator == "-" else inner
        case Binary(operator, left, right):
            result = _computed(operator, _number(left, values), _number(right, values))
        case Call("if", (condition, yes, no)):
            result = _number(yes if _truth(condition, values) else no, values)
        case Call(name, arguments):
            result = FUNCTIONS[name].compute([_number(argument, values) for argument in arguments])
    if abs(result) > LARGEST:
        raise CalculationError(_("With these values the result is too large."))
    return result


def _computed(operator: str, left: Decimal, right: Decimal) -> Decimal:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _division:
            return left / right


def _truth(tree: Node, values: Mapping[str, Decimal]) -> bool:
    match tree:
        case Binary("and", left, right):
            return _truth(left, values) and _truth(right, values)
        case Binary("or", left, right):
            return _truth(left, values) or _truth(right, values)
        case Unary("not", operand):
            return not _truth(operand, values)
        case Binary(operator, left, right):
            return _holds(operator, _number(left, values), _number(right, values))
        case _other:
            raise AssertionError(tree)


def _holds(operator: str, left: Decimal, right: Decimal) -> bool:
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "=":
            return left == right
        case _differs:
            return left != right
