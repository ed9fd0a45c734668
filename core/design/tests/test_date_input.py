"""A day is given to the browser in the one form that it takes."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from core.design.date_input import DateInput


class DayForm(forms.Form):
    day = forms.DateField(widget=DateInput)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_was_chosen_or_typed_stands_there_again(language: str) -> None:
    with translation.override(language):
        given, sent = DayForm(initial={"day": date(2026, 11, 6)}), DayForm({"day": "2026-11-06"})
        for form in (given, sent):
            assert '<input type="date" name="day" value="2026-11-06" required id="id_day">' in str(
                form["day"]
            )
        assert sent.is_valid()
        assert sent.cleaned_data["day"] == date(2026, 11, 6)
