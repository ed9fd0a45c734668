"""What the listing can be narrowed by."""

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.labels import action_label
from core.audit.models import Category
from core.audit.querysets import Filters, Reach, actions
from core.design.date_input import DateInput


class FilterForm(forms.Form):
    """Every field may stay empty."""

    q = forms.CharField(
        label=gettext_lazy("Search words"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("All of them must occur in the record."),
    )
    person = forms.CharField(
        label=gettext_lazy("Who acted"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Part of the name, or the account's name."),
    )
    subsite = forms.TypedChoiceField(
        label=gettext_lazy("Office"), required=False, coerce=int, empty_value=None
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    action = forms.ChoiceField(label=gettext_lazy("Action"), required=False)
    object = forms.CharField(
        label=gettext_lazy("Object"),
        required=False,
        max_length=255,
        help_text=gettext_lazy("Part of its name, or its number."),
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DateInput)
    until = forms.DateField(label=gettext_lazy("To, inclusive"), required=False, widget=DateInput)
    target_type = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    target_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("No restriction"))]
        cast(forms.ChoiceField, self.fields["subsite"]).choices = [
            *every,
            *((entry.id, entry.display_name) for entry in reach.subsites),
        ]
        cast(forms.ChoiceField, self.fields["category"]).choices = [*every, *Category.choices]
        cast(forms.ChoiceField, self.fields["action"]).choices = [
            *every,
            *sorted(((action, action_label(action)) for action in actions()), key=lambda choice: choice[1]),
        ]

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first one. Choose a later day."))
        return values

    def filters(self) -> Filters:
        """What was asked for; call it on a valid form only."""
        values = self.cleaned_data
        return Filters(
            text=values["q"],
            person=values["person"],
            subsite=values["subsite"],
            category=values["category"],
            action=values["action"],
            object=values["object"],
            target_type=values["target_type"],
            target_id=values["target_id"],
            since=_midnight(values["since"]),
            until=_midnight(values["until"] + timedelta(days=1)) if values["until"] else None,
        )

    def asked(self) -> dict[str, str]:
        """What was filled in, as it stands in an address and in the record of an export."""
        return {
            name: str(self.data.get(name, "")).strip()
            for name in self.fields
            if str(self.data.get(name, "")).strip()
        }


def _midnight(day: date | None) -> datetime | None:
    """The day's first moment in the county's time."""
    return make_aware(datetime.combine(day, time.min)) if day else None
