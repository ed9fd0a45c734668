"""The form in which citizens give a calculator its numbers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plugins.queries.asking.forms import EMPTY
from plugins.queries.calculators.definition import CalculationError, Calculator, Input


class CalculatorForm(forms.Form):
    """A field for each input of a calculator."""

    use_required_attribute = True

    def __init__(self, calculator: Calculator, data: Any = None) -> None:
        super().__init__(data, auto_id="calculator-%s")
        for each in calculator.inputs:
            self.fields[each.name] = _field(each)


def _field(each: Input) -> forms.Field:
    if each.options:
        return forms.TypedChoiceField(
            label=each.label,
            help_text=each.help,
            choices=[(f"{value.normalize():f}", label) for label, value in each.options],
            coerce=Decimal,
            error_messages={"required": EMPTY},
        )
    field = forms.DecimalField(
        label=each.label,
        help_text=each.help,
        min_value=each.minimum,
        max_value=each.maximum,
        decimal_places=each.decimals,
        max_digits=15,
        error_messages={"required": EMPTY},
    )
    field.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
    field.unit = each.unit  # type: ignore[attr-defined]  # for the template
    return field


def calculator_content(data: QueryDict, calculator: Calculator) -> dict[str, Any]:
    """The form, and the results once it is filled in. Sound or not, a calculator never breaks its page."""
    if not calculator.inputs or not calculator.results or any(calculator.faults()):
        return {"calculator": None}
    asked = any(each.name in data for each in calculator.inputs)
    form = CalculatorForm(calculator, data if asked else None)
    content: dict[str, Any] = {"calculator": calculator, "form": form}
    if asked and form.is_valid():
        try:
            content["results"] = calculator.compute(form.cleaned_data)
        except CalculationError as error:
            content["problem"] = error.message
    elif asked:
        content["problem"] = _("Nothing was computed. See the fields marked above.")
    return content
