"""Forms."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LostPropertySettings(forms.Form):
    """The settings of one subsite."""

    at_most = forms.IntegerField(
        label=_("Finds on the home page at most"), min_value=1, max_value=20, initial=3
    )
    counter = forms.CharField(label=_("Where finds are fetched"), max_length=120, required=False, initial="")
    keep_days = forms.IntegerField(
        label=_("Days that a find is kept"), min_value=1, max_value=365, initial=180
    )
