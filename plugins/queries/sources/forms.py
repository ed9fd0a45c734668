"""Settings of providers as an office types them in."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.outgoing import OutgoingError
from core.outgoing.addresses import place_of
from plugins.queries.models import DataSource, LookupTable
from plugins.queries.sources.database_view import allowed_views
from plugins.queries.sources.paging import MOST_PAGES, Paging, PagingSettings
from plugins.queries.sources.paths import names_of

HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
LINES = 40


class ProviderForm(forms.Form):
    """The settings of one provider; `subsite` is whose source it is, once that is known."""

    def __init__(self, data: Any = None, *, subsite: Any, initial: Any = None) -> None:
        self.subsite = subsite
        super().__init__(data, prefix="settings", initial=initial)


class MappingField(forms.CharField):
    """Lines of `name = value` as a dictionary."""

    widget = forms.Textarea(attrs={"rows": 5, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        """A stored dictionary as lines."""
        return (
            "\n".join(f"{name} = {each}" for name, each in value.items())
            if isinstance(value, dict)
            else value
        )

    def to_python(self, value: Any) -> Any:
        """The dictionary. Raises `ValidationError` with the number of a line that is none."""
        found: dict[str, str] = {}
        lines = [line for line in str(value or "").splitlines() if line.strip()]
        if len(lines) > LINES:
            raise ValidationError(_("At most %(most)s lines.") % {"most": LINES})
        for number, line in enumerate(lines, start=1):
            name, sign, rest = (part.strip() for part in line.partition("="))
            if not sign or not name or not rest or name in found:
                raise ValidationError(
                    _("Line %(number)s is not “name = value”, or its name stands there twice.")
                    % {"number": number}
                )
            found[name] = rest
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dictionaries."""
        return bool(initial != data)


class HostsField(forms.CharField):
    """Names of hosts, parted by spaces, as a list."""

    def prepare_value(self, value: Any) -> Any:
        """A stored list as one line."""
        return " ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The list. Raises `ValidationError` with what is no host."""
        hosts = str(value or "").lower().split()
        for host in hosts:
            if not HOST.fullmatch(host):
                raise ValidationError(_("“%(host)s” is no name of a host.") % {"host": host})
        return list(dict.fromkeys(hosts))

    def validate(self, value: Any) -> None:
        """None is needed."""


def _url() -> forms.CharField:
    return forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("With https:// or http://. The secret does not belong here."),
        widget=forms.URLInput,
    )


def _header() -> forms.CharField:
    return forms.CharField(
        label=_("Header for the secret"),
        max_length=60,
        initial="Authorization",
        help_text=_("Such as Authorization or X-Api-Key; the secret is sent as it is typed in below."),
    )


class _AskingForm(ProviderForm):
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


class UrlFileForm(_AskingForm):
    """A file at an address."""

    url = _url()
    header_name = _header()


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

    def clean(self) -> dict[str, Any]:
        """Database and view apart."""
        super().clean()
        database, _dot, view = str(self.cleaned_data.get("view", "")).partition(".")
        return {"database": database, "view": view}


class RestForm(_AskingForm):
    """An interface: what is sent, and where the answer has what."""

    url = _url()
    method = forms.ChoiceField(
        label=_("Method"),
        choices=[("GET", "GET"), ("POST", "POST")],
        help_text=_("Personal look-ups need POST, so that nothing personal stands in an address."),
    )
    body = forms.ChoiceField(
        label=_("Parameters are sent as"),
        choices=[("json", "JSON"), ("form", _("Form fields"))],
        help_text=_("With POST only."),
    )
    parameters = MappingField(
        label=_("Parameters"),
        required=False,
        help_text=_("One a line: name = value. {name} stands for what a citizen types in under that name."),
    )
    header_name = _header()
    format = forms.ChoiceField(label=_("Answer"), choices=[("json", "JSON"), ("xml", "XML")])
    rows = forms.CharField(
        label=_("Path to the rows"),
        required=False,
        max_length=200,
        help_text=_("Such as data.list in JSON, or body/row in XML. Empty: the whole answer."),
    )
    fields_map = MappingField(
        label=_("Columns"),
        help_text=_(
            "One a line: column = path below a row, such as 姓名 = person.name; @code for an attribute."
        ),
    )

    paging = forms.ChoiceField(
        label=pgettext_lazy("data source", "Pages"),
        choices=Paging.choices,
        required=False,
        help_text=_("All pages are read, or nothing is changed: half a list would be a wrong one."),
    )
    next_path = forms.CharField(
        label=_("Path to the next address or mark"),
        required=False,
        max_length=200,
        help_text=_("Such as paging.next. Nothing there, or null: it was the last page."),
    )
    paging_parameter = forms.CharField(
        label=_("Parameter for the number or the mark"),
        required=False,
        max_length=60,
        help_text=_("Such as page or cursor. Numbered pages end with the first that holds no row."),
    )
    first_page = forms.IntegerField(
        label=_("Number of the first page"), required=False, min_value=0, max_value=1, initial=1
    )
    most_pages = forms.IntegerField(
        label=_("Pages at most"),
        required=False,
        min_value=1,
        max_value=MOST_PAGES,
        initial=PagingSettings.most_pages,
        help_text=_("With more pages than this the source has failed, and the last good rows stay."),
    )
    other_hosts = HostsField(
        label=_("Other hosts for next pages"),
        required=False,
        help_text=_(
            "Parted by spaces. Empty: next pages lie on the host of the address. The secret never goes along."
        ),
    )

    def __init__(self, data: Any = None, *, subsite: Any, initial: Any = None) -> None:
        if initial:
            initial = {**initial, "fields_map": initial.get("fields", {})}
        super().__init__(data, subsite=subsite, initial=initial)

    def clean_rows(self) -> str:
        """A path. Raises `ValidationError`."""
        return _path(self.cleaned_data["rows"])

    def clean_next_path(self) -> str:
        """A path. Raises `ValidationError`."""
        return _path(self.cleaned_data["next_path"])

    def clean_fields_map(self) -> dict[str, str]:
        """Paths by column. Raises `ValidationError`."""
        found: dict[str, str] = self.cleaned_data["fields_map"]
        return {name: _path(path) for name, path in found.items()}

    def clean(self) -> dict[str, Any]:
        """The settings by their own names, those of the way of paging complete."""
        super().clean()
        cleaned = dict(self.cleaned_data)
        cleaned["paging"] = cleaned.get("paging") or Paging.NONE.value
        self._check_paging(cleaned)
        for name in ("first_page", "most_pages"):
            if cleaned.get(name) is None:
                cleaned[name] = getattr(PagingSettings, name)
        if "fields_map" in cleaned:
            cleaned["fields"] = cleaned.pop("fields_map")
        return cleaned

    def _check_paging(self, cleaned: dict[str, Any]) -> None:
        paging = cleaned["paging"]
        if paging in {Paging.NEXT, Paging.CURSOR} and cleaned.get("next_path") == "":
            self.add_error("next_path", _("Say where the answer has it."))
        if paging in {Paging.PAGE, Paging.CURSOR} and not cleaned.get("paging_parameter"):
            self.add_error("paging_parameter", _("Say in which parameter it is sent."))
        if paging == Paging.NEXT and cleaned.get("method") == "POST":
            self.add_error(
                "paging", _("Next addresses are for GET: what is asked by POST must stand in no address.")
            )


def _path(path: str) -> str:
    try:
        names_of(path)
    except ValueError:
        raise ValidationError(_("“%(path)s” is no path.") % {"path": path}) from None
    return path


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
