"""Somebody leaves: what would be handed over and to whom, and then one act."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from core.access.actors import person_of
from core.access.roles import CENTRAL_ROLES, Role
from core.accounts.authority import decides_over
from core.accounts.leaving.preview import work_of
from core.accounts.leaving.services import leave, leave_office
from core.members.querysets import members_of, memberships_of
from core.tenancy.table import SubsiteEntry

from .member_screen import MemberScreen

if TYPE_CHECKING:
    from core.accounts.models import User

OFFICE, MOVE, COUNTY = "office", "move", "county"


class LeavingForm(forms.Form):
    """Where the person goes, and who takes over."""

    way = forms.ChoiceField(label=gettext_lazy("What happens"))
    to = forms.ChoiceField(label=gettext_lazy("New office"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role there"), required=False)
    successor = forms.ChoiceField(
        label=gettext_lazy("Who takes over"),
        required=False,
        help_text=gettext_lazy("A member of the same office. Without one, everything becomes the office's."),
    )

    def __init__(
        self, *args: Any, people: "list[User]", offices: list[SubsiteEntry], county: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.offices = {entry.slug: entry for entry in offices}
        ways = [(OFFICE, _("Leaves this office"))]
        if offices:
            ways.append((MOVE, _("Moves to another office")))
        else:
            del self.fields["to"], self.fields["role"]
        if county:
            ways.append((COUNTY, _("Leaves altogether: the account is switched off")))
        choices: dict[str, list[tuple[str, Any]]] = {
            "way": ways,
            "to": [("", "—"), *((slug, entry.display_name) for slug, entry in self.offices.items())],
            "role": [("", "—"), *((role.value, role.label) for role in Role if role not in CENTRAL_ROLES)],
            "successor": [
                ("", _("Nobody: the office")),
                *((pk, f"{person} ({person.username})") for pk, person in self.people.items()),
            ],
        }
        for name in self.fields:
            cast(forms.ChoiceField, self.fields[name]).choices = choices[name]

    def clean(self) -> dict[str, Any]:
        """Whoever moves needs an office and a role there."""
        values = super().clean() or {}
        if values.get("way") == MOVE:
            for name in ("to", "role"):
                if not values.get(name):
                    self.add_error(name, _("Whoever moves needs this."))
        return values


class LeaveScreen(MemberScreen):
    """Choose, see what it would do, do it. Other offices of the person are counted only for who manages them."""

    template_name = "core_members/leave.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = self.member()
        if self.person == request.user:
            raise Http404
        self.altogether = decides_over(person_of(request), self.person)

    def get_page_title(self) -> str:
        return _("Leaving")

    def form(self, data: Any) -> LeavingForm:
        return LeavingForm(
            data,
            people=list(members_of(self.entry).filter(is_active=True).exclude(pk=self.person.pk)),
            offices=[entry for entry in self.managed if entry.id != self.entry.id],
            county=self.altogether,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.form(self.request.GET if "way" in self.request.GET else None)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else None
        context.update(entry=self.entry, person=self.person, form=form, back=self.list_url(), chosen=chosen)
        if chosen:
            successor = form.people.get(chosen["successor"])
            offices = [self.entry]
            if chosen["way"] == COUNTY:
                offices = [found.entry for found in memberships_of(self.person)]
            found = [(office, work_of(self.person, office, successor)) for office in offices]
            context["work"] = found
            context["hindrances"] = [work.hinders for _office, rows in found for work in rows if work.hinders]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Everything, or nothing with the reason."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form=form)
        values, by = form.cleaned_data, person_of(request)
        successor = form.people.get(values["successor"])
        try:
            if values["way"] == COUNTY:
                leave(user=self.person, by=by, successor=successor)
            else:
                to = form.offices.get(values.get("to", "")) if values["way"] == MOVE else None
                leave_office(
                    user=self.person,
                    subsite=self.entry,
                    by=by,
                    successor=successor,
                    to=to,
                    role=values.get("role", ""),
                )
        except (PermissionDenied, ValidationError) as refusal:
            form.add_error(None, getattr(refusal, "messages", [str(refusal)]))
            return self.shown(form=form)
        messages.success(
            request,
            _("%(person)s is no longer a member of %(subsite)s; the work is handed over.")
            % {"person": self.person, "subsite": self.entry.display_name},
        )
        return HttpResponseRedirect(self.list_url())
