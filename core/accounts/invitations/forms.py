"""What an invited person says about themselves."""

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.accounts.models import User


class RegistrationForm(forms.Form):
    """The account of an invited person."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=100,
        help_text=_("As your office writes it; it may appear beside what you publish."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("Account name"),
        max_length=150,
        help_text=_("With it you sign in. Letters, digits and @ . + - _"),
        validators=[User.username_validator],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=password_validation.password_validators_help_text_html,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
