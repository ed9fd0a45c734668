"""Inviting somebody, and taking an invitation back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.access.actors import person_of
from core.access.grants import is_central
from core.access.roles import CENTRAL_ROLES
from core.access.services import assign_role
from core.members.forms import InvitationForm, offered_roles
from core.members.querysets import invitations_of, named
from core.members.services import invite, withdraw

from .member_screen import MemberScreen


class InviteScreen(MemberScreen):
    """Managers invite; the central administrator, who sees all accounts anyway, adds at once."""

    template_name = "core_members/invite.html"

    def get_page_title(self) -> str:
        return _("Add a member") if is_central(self.request.user) else _("Invite a member")

    def form(self, data: Any = None) -> InvitationForm:
        roles = offered_roles(person_of(self.request), self.entry)
        if not is_central(self.request.user):
            roles = [role for role in roles if role not in CENTRAL_ROLES]
        return InvitationForm(data, roles=roles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(entry=self.entry, central=is_central(self.request.user), back=self.list_url())
        context["explained"] = self.explained()
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Invite or add; a refusal stays with the form."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form=form)
        try:
            (self.add if is_central(request.user) else self.invite)(**form.cleaned_data)
        except (PermissionDenied, ValidationError) as refusal:
            form.add_error(None, getattr(refusal, "messages", [str(refusal)]))
            return self.shown(form=form)
        return HttpResponseRedirect(self.list_url())

    def invite(self, identifier: str, role: str) -> None:
        """The same words whether there is such an account or not."""
        invite(identifier=identifier, role=role, subsite=self.entry, by=person_of(self.request))
        messages.success(
            self.request,
            _("The invitation is there. Whoever has this name finds it on signing in."),
        )

    def add(self, identifier: str, role: str) -> None:
        """Give the role to the account of exactly this name."""
        person = named(identifier.strip())
        if person is None:
            raise ValidationError(_("No single active account has this user name or e-mail address."))
        assign_role(user=person, role=role, subsite=self.entry, by=person_of(self.request))
        messages.success(
            self.request,
            _("%(person)s is a member of %(subsite)s.")
            % {"person": person, "subsite": self.entry.display_name},
        )


class WithdrawScreen(MemberScreen):
    """Take an invitation back."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for another office's."""
        invitation = get_object_or_404(invitations_of(self.entry), pk=kwargs["invitation"])
        withdraw(invitation=invitation, by=person_of(request))
        messages.success(request, _("The invitation has been withdrawn."))
        return HttpResponseRedirect(self.list_url())
