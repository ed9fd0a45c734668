"""What a formula gives: a number, or yes or no. Checked once, before anybody computes with it."""

from collections.abc import Collection
from enum import Enum

from django.utils.translation import gettext_lazy as _

from .faults import FormulaError
from .parsing import COMPARISONS
from .syntax import Binary, Call, Name, Node, Number, Unary


class Kind(Enum):
    """What a part gives."""

    NUMBER = "number"
    TRUTH = "truth"


def check(tree: Node, names: Collection[str]) -> None:
    """See that the formula gives a number and knows every name. Raises `FormulaError`."""
    _expect(tree, Kind.NUMBER, names)


def _expect(tree: Node, kind: Kind, names: Collection[str]) -> None:
    if _kind(tree, names) is not kind:
        raise FormulaError(
            _("Here a number must stand, not a condition.")
            if kind is Kind.NUMBER
            else _("Here a condition must stand, like “a > 3”."),
            tree.position,
        )


def _kind(tree: Node, names: Collection[str]) -> Kind:
    match tree:
        case Number():
            return Kind.NUMBER
        case Name(name):
            if name not in names:
                raise FormulaError(
                    _("The name “%(name)s” is not known. Known here: %(names)s.")
                    % {"name": name, "names": ", ".join(names) or "–"},
                    tree.position,
                )
            return Kind.NUMBER
        case Unary(operator, operand):
            kind = Kind.TRUTH if operator == "not" else Kind.NUMBER
            _expect(operand, kind, names)
            return kind
        case Binary(operator, left, right):
            inner = Kind.TRUTH if operator in {"and", "or"} else Kind.NUMBER
            _expect(left, inner, names)
            _expect(right, inner, names)
            return Kind.TRUTH if operator in COMPARISONS else inner
        case Call("if", (condition, *values)):
            _expect(condition, Kind.TRUTH, names)
            for value in values:
                _expect(value, Kind.NUMBER, names)
            return Kind.NUMBER
        case Call(_name, arguments):
            for argument in arguments:
                _expect(argument, Kind.NUMBER, names)
            return Kind.NUMBER
