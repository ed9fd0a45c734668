"""The settings of an interface (REST), as an office types them in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plugins.queries.sources.form_fields import HostsField, MappingField
from plugins.queries.sources.forms import AskingForm, address_field, header_field
from plugins.queries.sources.paging import MOST_PAGES, Paging, PagingSettings
from plugins.queries.sources.paths import names_of


class RestForm(AskingForm):
    """An interface: what is sent, and where the answer has what."""

    url = address_field()
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
    header_name = header_field()
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
