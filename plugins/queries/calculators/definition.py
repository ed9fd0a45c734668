"""A calculator apart from its page: what it asks for, what it computes, and whether it is sound."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from plugins.queries.formulas import CalculationError, FormulaError, check, evaluate, parse
from plugins.queries.formulas.parsing import RESERVED

NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Input:
    """What is typed in (`options` empty) or chosen."""

    name: str
    label: str
    help: str = ""
    unit: str = ""
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(1_000_000)
    decimals: int = 0
    options: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class Result:
    """What is computed."""

    name: str
    label: str
    formula: str
    help: str = ""
    unit: str = ""
    decimals: int = 2
    hidden: bool = False


@dataclass(frozen=True)
class Calculator:
    """Inputs and results, in their order."""

    inputs: tuple[Input, ...]
    results: tuple[Result, ...]

    @classmethod
    def of(cls, inputs: Iterable[Any], results: Iterable[Any]) -> "Calculator":
        """Read the streams of a page."""
        return cls(
            tuple(_input(block.value) for block in inputs),
            tuple(
                Result(
                    **{
                        name: each.value.get(name) or ""
                        for name in ("name", "label", "formula", "help", "unit")
                    },
                    decimals=each.value.get("decimals") or 0,
                    hidden=bool(each.value.get("hidden")),
                )
                for each in results
            ),
        )

    def faults(self) -> Iterator[str]:
        """What is wrong with it, in words."""
        known: list[str] = []
        for each in self.inputs:
            yield from _faults_of_input(each)
            yield from _faults_of_name(each.name, known)
            known.append(each.name)
        for result in self.results:
            yield from _faults_of_formula(result, known)
            yield from _faults_of_name(result.name, known)
            known.append(result.name)

    def compute(self, values: Mapping[str, Decimal]) -> list[tuple[Result, str]]:
        """The results that are shown, rounded half up as money is. Raises `CalculationError`.

        Later formulas use the rounded result, because that is what a fee is.
        """
        known, shown = dict(values), []
        for result in self.results:
            exact = evaluate(parse(result.formula), known)
            known[result.name] = exact.quantize(Decimal(1).scaleb(-result.decimals), ROUND_HALF_UP)
            if not result.hidden:
                shown.append((result, f"{known[result.name]:,f}"))
        return shown


def _input(value: Mapping[str, Any]) -> Input:
    texts: dict[str, Any] = {name: value.get(name) or "" for name in ("name", "label", "help")}
    if "options" in value:
        options = tuple((str(each["label"]), Decimal(each["value"] or 0)) for each in value["options"])
        return Input(**texts, options=options)
    return Input(
        **texts,
        unit=value.get("unit") or "",
        minimum=Decimal(value.get("minimum") or 0),
        maximum=Decimal(value.get("maximum") or 0),
        decimals=value.get("decimals") or 0,
    )


def _faults_of_input(each: Input) -> Iterator[str]:
    if each.options and len({value for _label, value in each.options}) < len(each.options):
        yield _("“%(label)s”: two options have the same number.") % {"label": each.label}
    elif not each.options and each.minimum > each.maximum:
        yield _("“%(label)s”: the least is above the most.") % {"label": each.label}


def _faults_of_name(name: str, known: Sequence[str]) -> Iterator[str]:
    if not NAME.fullmatch(name) or name in RESERVED:
        yield _("“%(name)s” can not be a name in formulas.") % {"name": name}
    if name in known:
        yield _("The name “%(name)s” is given twice.") % {"name": name}


def _faults_of_formula(result: Result, known: Sequence[str]) -> Iterator[str]:
    try:
        check(parse(result.formula), known)
    except FormulaError as error:
        yield _("“%(label)s”, character %(position)s: %(message)s") % {
            "label": result.label,
            "position": error.position,
            "message": error.message,
        }


__all__ = ["CalculationError", "Calculator", "Input", "Result"]
