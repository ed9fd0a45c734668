"""Settings of providers as an office types them in."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.outgoing import OutgoingError
from core.outgoing.addresses import place_of
from plugins.queries.models import DataSource, LookupTable
from plugins.queries.sources.database_view import allowed_views

HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")


class ProviderForm(forms.Form):
    """The settings of one provider; `subsite` is whose source it is, once that is known."""

    def __init__(self, data: Any = None, *, subsite: Any, initial: Any = None) -> None:
        self.subsite = subsite
        super().__init__(data, prefix="settings", initial=initial)


def address_field() -> forms.CharField:
    """Where it is asked."""
    return forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("With https:// or http://. The secret does not belong here."),
        widget=forms.URLInput,
    )


def header_field() -> forms.CharField:
    """In which header its secret goes."""
    return forms.CharField(
        label=_("Header for the secret"),
        max_length=60,
        initial="Authorization",
        help_text=_("Such as Authorization or X-Api-Key; the secret is sent as it is typed in below."),
    )


class AskingForm(ProviderForm):
    """What is asked over HTTP: its address, and the header for its secret."""

    def clean_url(self) -> str:
        """An address that can be asked. Raises `ValidationError`."""
        url = str(self.cleaned_data["url"]).strip()
        try:
            place_of(url)
        except OutgoingError:
            raise ValidationError(_("This is no address that can be asked.")) from None
        return url

    def clean_header_name(self) -> str:
        """The name of a header. Raises `ValidationError`."""
        name = str(self.cleaned_data["header_name"])
        if not HEADER.fullmatch(name):
            raise ValidationError(_("This is no name of a header."))
        return name


class UploadedTableForm(ProviderForm):
    """A table of the office."""

    table = forms.ModelChoiceField(LookupTable.objects.none(), label=_("Table"))

    def __init__(self, data: Any = None, *, subsite: Any, initial: Any = None) -> None:
        super().__init__(data, subsite=subsite, initial=initial)
        tables: Any = self.fields["table"]
        tables.queryset = LookupTable.objects.for_subsite(self.subsite)

    def clean_table(self) -> int:
        """The table's key."""
        return int(self.cleaned_data["table"].pk)


class FolderFileForm(ProviderForm):
    """A file in the office's folder."""

    path = forms.CharField(
        label=_("File"),
        max_length=200,
        help_text=_("Below the folder that the operator has set up for this office, such as bus/times.csv."),
    )

    def clean_path(self) -> str:
        """A path that goes nowhere else. Raises `ValidationError`."""
        path = str(self.cleaned_data["path"]).strip()
        if path.startswith("/") or "\\" in path or "\0" in path or ".." in path.split("/"):
            raise ValidationError(_("Only a file below the office's own folder."))
        return path


class UrlFileForm(AskingForm):
    """A file at an address."""

    url = address_field()
    header_name = header_field()


class DatabaseViewForm(ProviderForm):
    """One of the views that the operator opened to the office."""

    view = forms.ChoiceField(label=_("View"), help_text=_("The operator opens views to offices."))

    def __init__(self, data: Any = None, *, subsite: Any, initial: Any = None) -> None:
        if initial:
            initial = {"view": f"{initial.get('database', '')}.{initial.get('view', '')}"}
        super().__init__(data, subsite=subsite, initial=initial)
        views: Any = self.fields["view"]
        views.choices = [
            (f"{database}.{view}", f"{database}: {view}") for database, view in allowed_views(self.subsite)
        ]
        if not views.choices:
            views.help_text = _(
                "No view is open to your office yet. Ask whoever runs the system to open one."
            )

    def clean(self) -> dict[str, Any]:
        """Database and view apart."""
        super().clean()
        database, _dot, view = str(self.cleaned_data.get("view", "")).partition(".")
        return {"database": database, "view": view}


class SourceForm(forms.ModelForm[DataSource]):
    """What every source has. A secret is written, never shown."""

    secret = forms.CharField(
        label=_("Secret"),
        required=False,
        max_length=2000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept encrypted and shown to nobody. Left empty, the present one stays."),
    )
    forget_secret = forms.BooleanField(label=_("Delete the present secret"), required=False)

    class Meta:
        model = DataSource
        fields = ("name", "timeout_seconds", "retries", "refresh_minutes", "cache_minutes")

    def __init__(self, *args: Any, takes_secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not takes_secret:
            del self.fields["secret"]
        if not takes_secret or not self.instance.sealed_secret:
            del self.fields["forget_secret"]

    @property
    def typed_secret(self) -> str | None:
        """What the services take: a new secret, "" to delete it, None to keep it."""
        if self.cleaned_data.get("forget_secret"):
            return ""
        return self.cleaned_data.get("secret") or None
