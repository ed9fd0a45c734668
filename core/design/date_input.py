"""The browser's own picker of a day."""

from typing import Any

from django import forms


class DateInput(forms.DateInput):
    """`<input type="date">`, which takes and gives the ISO form alone, whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
