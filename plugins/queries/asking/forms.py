"""The form in which a citizen types in facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plugins.queries.asking.definition import Definition, Fact, FactKind
from plugins.queries.tables.types import ColumnType, MisfitError, read_cell

LONGEST = 100
EMPTY = _("Please fill this in.")
_TYPES = {
    FactKind.ID_NUMBER: (ColumnType.ID_NUMBER, _("This is no complete identity number. Check every digit.")),
    FactKind.PHONE: (ColumnType.PHONE, _("This is no telephone number. Check every digit.")),
    FactKind.DATE: (ColumnType.DATE, _("Write the date as 2026-11-26.")),
}


class FactField(forms.CharField):
    """One fact. What is wrong with its form is told at once, because that says nothing about any record."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(
            label=fact.label, help_text=fact.help, max_length=LONGEST, error_messages={"required": EMPTY}
        )
        self.kind = fact.kind
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        if fact.kind is FactKind.DATE:
            self.widget.attrs["placeholder"] = "2026-01-31"

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if self.kind not in _TYPES:
            return text
        column_type, message = _TYPES[self.kind]
        try:
            return read_cell(column_type, text)
        except MisfitError:
            raise forms.ValidationError(message) from None


class FactsForm(forms.Form):
    """A field for each fact, by its place: names of fields are the source's own and go into no address."""

    def __init__(self, definition: Definition, data: Any = None) -> None:
        super().__init__(data, auto_id="ask-%s")
        self.names = {f"f{number}": fact.name for number, fact in enumerate(definition.facts, start=1)}
        for (key, _name), fact in zip(self.names.items(), definition.facts, strict=True):
            self.fields[key] = FactField(fact)

    @property
    def facts(self) -> dict[str, str]:
        """What was typed in, by the fields of the source."""
        return {name: self.cleaned_data[key] for key, name in self.names.items()}
