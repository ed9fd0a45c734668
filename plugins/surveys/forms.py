"""The forms of the administration's screens and the plugin's settings."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from core.plugin_api import Subsite
from core.text_messages.services import is_available
from plugins.surveys.models import ParticipationRule

LARGEST_IMPORT = 2 * 1024 * 1024


class SurveyForm(WagtailAdminModelForm):
    """A survey in the builder. What can't work here is not offered, and it says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and "form" in self.fields and f"{self.add_prefix('form')}-count" not in self.data:
            # A request that did not come from the builder: it leaves the questions as they are.
            del self.fields["form"]
        field: Any = self.fields.get("participation")
        if field is not None and not is_available():
            kept = self.instance.participation if self.instance.pk else None
            field.choices = [
                choice
                for choice in field.choices
                if choice[0] != ParticipationRule.PHONE or choice[0] == kept
            ]
            field.help_text = _(
                "“Once per verified telephone number” is not offered: this installation has no gateway for text "
                "messages. Its operator can set one up."
            )


class ImportForm(forms.Form):
    """A form exported here or elsewhere."""

    subsite = forms.ModelChoiceField(Subsite.objects.none(), label=_("Subsite"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("A form exported as JSON."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def __init__(self, *args: Any, subsite_ids: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["subsite"]
        field.queryset = Subsite.objects.filter(pk__in=subsite_ids).select_related("organisation")
        if len(subsite_ids) == 1:
            field.initial, field.empty_label = subsite_ids[0], None

    def clean_file(self) -> Any:
        """At most 2 MB."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_IMPORT:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return file


class CrossForm(forms.Form):
    """Two variables to cross."""

    rows = forms.ChoiceField(label=pgettext_lazy("survey", "Rows"))
    columns = forms.ChoiceField(label=pgettext_lazy("survey", "Columns"))

    def __init__(self, *args: Any, variables: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("rows", "columns"):
            cast(forms.ChoiceField, self.fields[name]).choices = variables


class SurveysSettings(forms.Form):
    """The plugin's settings on one subsite."""

    sheets_per_hour = forms.IntegerField(
        label=_("Answer sheets taken from one network address within an hour at most"),
        help_text=_("A school or an office may share one address."),
        min_value=1,
        max_value=100_000,
        initial=60,
    )
