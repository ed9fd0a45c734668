"""A person's own offices, each labelled, and what they are invited to."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.access.actors import person_of
from core.access.roles import Role
from core.members.querysets import invitations_for, memberships_of
from core.members.services import accept, decline
from core.tenancy.holding import held_table


class OwnOfficesScreen(WagtailAdminTemplateMixin, TemplateView):
    """For everybody who may enter."""

    template_name = "core_members/own.html"
    page_title = gettext_lazy("My offices")
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        person = person_of(self.request)
        table = held_table()
        context.update(
            memberships=memberships_of(person),
            invitations=[
                {
                    "invitation": invitation,
                    "entry": table.by_id[invitation.subsite_id],
                    "role": Role(invitation.role).label,
                }
                for invitation in invitations_for(person)
            ],
        )
        return context


class AnswerScreen(View):
    """Accept or decline."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for an invitation of somebody else."""
        person = person_of(request)
        invitation = get_object_or_404(invitations_for(person), pk=kwargs["invitation"])
        try:
            if "accept" in request.POST:
                accept(invitation=invitation, person=person)
                messages.success(
                    request, _("You now belong to %(subsite)s.") % {"subsite": invitation.subsite}
                )
            else:
                decline(invitation=invitation, person=person)
                messages.success(request, _("You have declined."))
        except (PermissionDenied, ValidationError) as refusal:
            messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return HttpResponseRedirect(reverse("own_offices"))
