"""The forms of citizens, of the administration's screens, and the plugin's settings."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser

from core.design.date_input import DateInput
from core.media.models import Picture
from core.plugin_api import Subsite, open_subsites
from plugins.interviews.models.lines import LONGEST_LINE
from plugins.interviews.models.questions import LONGEST_QUESTION


class QuestionForm(forms.Form):
    """A citizen's question."""

    text = forms.CharField(
        label=_("Your question"),
        help_text=_("At most 500 characters. Please write no telephone or identity numbers."),
        max_length=LONGEST_QUESTION,
        error_messages={"required": _("Please write your question.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = forms.CharField(
        label=_("What may we call you?"),
        help_text=_("Not needed, and shown with your question. A made-up name will do."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


class InterviewForm(WagtailAdminModelForm):
    """An interview in the administration."""


class HostLineForm(forms.Form):
    """A line of the host."""

    text = forms.CharField(
        label=_("What the host says"),
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PictureLineForm(forms.Form):
    """A picture in the live text."""

    picture = forms.ModelChoiceField(
        Picture.objects.all(), label=_("Picture"), widget=AdminImageChooser(icon="image")
    )
    picture_text = forms.CharField(label=_("What the picture shows"), max_length=200)
    text = forms.CharField(
        label=_("Words beside it"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, subsite: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["picture"]
        field.queryset = Picture.objects.filter(collection__path__startswith=subsite.collection.path)


class AnswerForm(forms.Form):
    """A line of a guest."""

    question = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Answer"), max_length=LONGEST_LINE, widget=forms.Textarea(attrs={"rows": 5})
    )


class RouteForm(forms.Form):
    """Passing a question on to an office."""

    office = forms.ModelChoiceField(Subsite.objects.none(), label=_("Office"))
    due_on = forms.DateField(label=_("To be answered by"), widget=DateInput)
    note = forms.CharField(label=_("Note to the office"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["office"]
        ids = [entry.pk for entry in open_subsites("interviews")]
        field.queryset = (
            Subsite.objects.filter(pk__in=ids).select_related("organisation").order_by("organisation__pinyin")
        )

    def clean_due_on(self) -> Any:
        """Today at the earliest."""
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("The day lies in the past."))
        return day


class LaterAnswerForm(forms.Form):
    """An office's answer to a question that was passed on to it."""

    text = forms.CharField(
        label=_("Answer"),
        help_text=_("It is public as soon as you send it, under the name of your office."),
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class InterviewsSettings(forms.Form):
    """The plugin's settings on one subsite."""

    questions_per_hour = forms.IntegerField(
        label=_("Questions taken from one network address within an hour at most"),
        help_text=_("A school or an office may share one address."),
        min_value=1,
        max_value=10_000,
        initial=20,
    )
    days_to_answer = forms.IntegerField(
        label=_("Days that offices have to answer questions passed on to them"),
        min_value=1,
        max_value=90,
        initial=7,
    )
