"""What the member screens share."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.access.actors import person_of
from core.access.permissions import labels_of
from core.access.subsite_screen import SubsiteScreenMixin
from core.accounts.sign_on.reauthentication import RecentSignInMixin
from core.members.forms import offered_roles
from core.members.querysets import members_of

if TYPE_CHECKING:
    from core.accounts.models import User


class MemberScreen(RecentSignInMixin, SubsiteScreenMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen about one subsite's members: 404 without `manage_members` there; changes ask for a recent sign-in."""

    header_icon = "group"
    permission = "manage_members"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url(), "label": _("Members"), "sublabel": self.entry.display_name},
            {"url": "", "label": self.get_page_title()},
        ]

    def explained(self) -> list[tuple[str, list[str]]]:
        """(role, what it may do) of the roles that the person may hand out here."""
        return [
            (str(role.label), labels_of(role)) for role in offered_roles(person_of(self.request), self.entry)
        ]

    def list_url(self) -> str:
        return reverse("members", args=[self.entry.slug])

    def member(self) -> "User":
        """The member in the address; 404 for anybody else, whether the account exists or not."""
        return get_object_or_404(members_of(self.entry), pk=self.kwargs["person"])

    def shown(self, **context: Any) -> HttpResponse:
        """The screen again, with what was typed."""
        response: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return response
