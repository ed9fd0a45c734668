"""The forms of the administration's screens and the plugin's settings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.plugin_api import Subsite
from plugins.queries.models import ColumnRole, LookupTable
from plugins.queries.models.columns import COLUMN_TYPE_LABELS, DefaultSort
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType

DETAILS = ("name", "slug", "source_note", "description", "download_allowed", "is_sample", "update_days")
ACCEPTED = ".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """A file to take."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, names of columns in the first row."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class NewTableForm(forms.ModelForm):
    """A new table: whose, what it is called, and its file."""

    field_order = ["subsite", "file", *DETAILS]
    file = UploadForm.base_fields["file"]

    class Meta:
        model = LookupTable
        fields = ("subsite", *DETAILS)

    def __init__(self, *args: Any, subsite_ids: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subsites: Any = self.fields["subsite"]
        subsites.queryset = Subsite.objects.filter(pk__in=subsite_ids).select_related("organisation")
        if len(subsite_ids) == 1:
            subsites.initial, subsites.empty_label = subsite_ids[0], None
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Left empty, it is spelled from the name.")


class ColumnForm(forms.Form):
    """What an editor decides about one column."""

    name = forms.CharField(widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    type = forms.ChoiceField(
        label=_("Type"), choices=[(kind.value, COLUMN_TYPE_LABELS[kind]) for kind in ColumnType]
    )
    shown = forms.BooleanField(label=_("Shown"), required=False)
    searched = forms.BooleanField(label=_("Searched"), required=False)
    sortable = forms.BooleanField(label=_("Sortable"), required=False)
    filtered = forms.BooleanField(label=_("Filter"), required=False)
    default_sort = forms.ChoiceField(label=_("Sorted at first"), choices=DefaultSort, required=False)
    masked = forms.BooleanField(label=_("Masked"), required=False)
    keep_first = forms.IntegerField(label=_("Kept at the start"), min_value=0, max_value=20, required=False)
    keep_last = forms.IntegerField(label=_("Kept at the end"), min_value=0, max_value=20, required=False)
    found_exactly = forms.BooleanField(label=_("Found by the full value"), required=False)
    series_role = forms.ChoiceField(label=_("Use"), choices=ColumnRole, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self["name"].value()
        for field in self.visible_fields():
            # The table has its labels in the head; each control also says of which column it is.
            field.field.widget.attrs["aria-label"] = f"{name}: {field.label}"

    def spec(self) -> ColumnSpec:
        """The decisions of a valid form."""
        data = self.cleaned_data
        return ColumnSpec(
            **{
                **data,
                "type": ColumnType(data["type"]),
                "keep_first": data["keep_first"] or 0,
                "keep_last": data["keep_last"] or 0,
            }
        )


ColumnFormSet = forms.formset_factory(ColumnForm, extra=0)


def initial_of(specs: Sequence[ColumnSpec]) -> list[dict[str, Any]]:
    """Decisions as the first values of the forms."""
    return [spec.to_json() for spec in specs]


def specs_of(formset: Any) -> list[ColumnSpec]:
    """The decisions of a valid formset."""
    return [form.spec() for form in formset.forms]


class QueriesSettings(forms.Form):
    """The plugin's settings on one subsite."""

    versions_kept = forms.IntegerField(
        label=_("Previous versions kept of each table"),
        help_text=_("Older ones lose their rows over night; the history stays."),
        min_value=0,
        max_value=20,
        initial=3,
    )
    attempts_per_person = forms.IntegerField(
        label=_("Personal look-ups by one person in an hour"), min_value=1, max_value=1000, initial=10
    )
    attempts_per_address = forms.IntegerField(
        label=_("Personal look-ups from one network address in an hour"),
        help_text=_("A library or an office has one address for all who sit there."),
        min_value=1,
        max_value=10000,
        initial=30,
    )
    attempts_per_record = forms.IntegerField(
        label=_("Personal look-ups of one record in an hour"), min_value=1, max_value=1000, initial=5
    )
