"""A member's roles."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.access.actors import person_of
from core.access.grants import is_central
from core.access.services import set_roles
from core.accounts.authority import decides_over
from core.members.forms import RolesForm, offered_roles
from core.members.querysets import memberships_of, roles_of

from .member_screen import MemberScreen


class RolesScreen(MemberScreen):
    """Give and take roles. Other offices of the person are named to the centre only."""

    template_name = "core_members/roles.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = self.member()
        self.held = roles_of([self.person], self.entry).get(self.person.pk, [])

    def get_page_title(self) -> str:
        return str(self.person)

    def form(self, data: Any = None) -> RolesForm:
        offered = offered_roles(person_of(self.request), self.entry)
        kept = [role for role in self.held if role not in offered]
        initial = {"roles": [role.value for role in self.held]}
        return RolesForm(data, roles=offered, kept=kept, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        context: dict[str, Any] = super().get_context_data(**kwargs)
        elsewhere = memberships_of(self.person) if is_central(self.request.user) else []
        context.update(
            entry=self.entry,
            person=self.person,
            central=is_central(self.request.user),
            elsewhere=[found for found in elsewhere if found.entry.id != self.entry.id],
            back=self.list_url(),
            explained=self.explained(),
            decides_over=decides_over(person_of(self.request), self.person),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Set them as a whole."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form=form)
        try:
            set_roles(
                user=self.person,
                roles=form.cleaned_data["roles"],
                subsite=self.entry,
                by=person_of(request),
            )
        except (PermissionDenied, ValidationError) as refusal:
            form.add_error(None, getattr(refusal, "messages", [str(refusal)]))
            return self.shown(form=form)
        messages.success(request, _("The roles of %(person)s are saved.") % {"person": self.person})
        return HttpResponseRedirect(self.list_url())
