"""Forms."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoticesSettings(forms.Form):
    """The settings of one subsite."""

    at_most = forms.IntegerField(
        label=_("Notices shown above a page at most"), min_value=1, max_value=10, initial=3
    )
    above_articles = forms.BooleanField(label=_("Also above articles"), required=False, initial=True)
