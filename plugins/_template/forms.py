"""Forms."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleSettings(forms.Form):
    """The settings of one subsite; read with plugin_settings("sample", subsite)."""

    per_page = forms.IntegerField(label=_("Entries on a page"), min_value=1, max_value=100, initial=20)
    welcome = forms.CharField(label=_("What the list says first"), max_length=200, required=False, initial="")
