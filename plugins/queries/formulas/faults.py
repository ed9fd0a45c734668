"""What can be wrong with a formula, and with what it is given."""

from django.utils.functional import Promise


class FormulaError(ValueError):
    """A formula that can't be read; `position` counts characters from 1."""

    def __init__(self, message: "str | Promise", position: int) -> None:
        super().__init__(message, position)
        self.message, self.position = message, position


class CalculationError(ArithmeticError):
    """These values have no result: a division by nought, a number beyond all bounds."""

    def __init__(self, message: "str | Promise") -> None:
        super().__init__(message)
        self.message = message
