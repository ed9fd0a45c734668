"""Stand-ins of the offices that one manages, or of oneself."""

from typing import Any, cast

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from core.access.admin_screen import AdminScreenMixin
from core.access.grants import has_permission, subsites_with
from core.access.models import RoleAssignment
from core.access.subsite_screen import SubsiteScreenMixin
from core.design.date_input import DateInput
from core.review.models import StandIn
from core.review.services import end_stand_in, set_stand_in
from core.review.steps import PERMISSION_OF_STEP
from core.tenancy.table import SubsiteEntry

PERMISSIONS = tuple(dict.fromkeys([*PERMISSION_OF_STEP.values(), "manage_review"]))


def offices_of(user: Any) -> list[SubsiteEntry]:
    """Where the person takes a step or manages the review."""
    found = {entry.id: entry for name in PERMISSIONS for entry in subsites_with(user, name)}
    return list(found.values())


class StandInForm(forms.Form):
    """Who decides for whom, from when until when."""

    person: Any = forms.ModelChoiceField(label=gettext_lazy("Who is away"), queryset=None)
    stand_in: Any = forms.ModelChoiceField(label=gettext_lazy("Stand-in"), queryset=None)
    first_day = forms.DateField(
        label=gettext_lazy("First day"),
        widget=DateInput,
        initial=timezone.localdate,
    )
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DateInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=200)

    def __init__(self, *args: Any, entry: SubsiteEntry, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = get_user_model().objects.filter(
            is_active=True, pk__in=RoleAssignment.objects.filter(subsite_id=entry.id).values("user")
        )
        for name in ("person", "stand_in"):
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = members
        if not has_permission(by, "manage_review", entry):
            # Of others' absence only who manages the review disposes.
            away = cast("forms.ModelChoiceField[Any]", self.fields["person"])
            away.queryset, away.initial = members.filter(pk=by.pk), by.pk


class StandInScreen(SubsiteScreenMixin, AdminScreenMixin, FormView[StandInForm]):
    """The stand-ins of one office, and a form for another."""

    template_name = "core_review/stand_ins.html"
    form_class = StandInForm
    page_title = gettext_lazy("Stand-ins")
    header_icon = "user"

    def offered(self) -> list[SubsiteEntry]:
        return offices_of(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "entry": self.entry, "by": self.request.user}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if ended := request.POST.get("end"):
            row = get_object_or_404(StandIn, pk=ended, subsite_id=self.entry.id)
            end_stand_in(row=row, by=request.user)
            messages.success(request, _("The absence is ended."))
            return HttpResponseRedirect(self._address())
        return super().post(request, *args, **kwargs)

    def _address(self) -> str:
        return f"{reverse('review_stand_ins')}?subsite={self.entry.slug}"

    def form_valid(self, form: StandInForm) -> HttpResponse:
        try:
            set_stand_in(subsite=self.entry, by=self.request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
            return self.form_invalid(form)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The stand-in is written down."))
        return HttpResponseRedirect(self._address())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        today, user = timezone.localdate(), self.request.user
        rows = StandIn.objects.filter(subsite_id=self.entry.id).select_related("person", "stand_in")
        manages = has_permission(user, "manage_review", self.entry)
        context.update(
            entry=self.entry,
            offices=self.managed,
            rows=[(row, row.last_day >= today and (manages or row.person == user)) for row in rows[:50]],
        )
        return context
