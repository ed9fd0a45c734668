"""What the member screens share."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.access.grants import has_permission, subsites_with
from core.members.querysets import members_of
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

if TYPE_CHECKING:
    from core.accounts.models import User


def is_central(request: HttpRequest) -> bool:
    """Does the person give roles everywhere?"""
    return has_permission(request.user, "administer_policy", held_table().portal)


class MemberScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen about one subsite's members: 404 without `manage_members` there."""

    header_icon = "group"
    entry: SubsiteEntry

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.managed = subsites_with(request.user, "manage_members")
        if not self.managed:
            raise Http404
        wanted = kwargs.get("subsite") or request.GET.get("subsite") or self.managed[0].slug
        found = next((entry for entry in self.managed if entry.slug == wanted), None)
        if found is None:
            raise Http404
        self.entry = found

    def get_page_subtitle(self) -> str:
        return self.entry.display_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url(), "label": _("Members"), "sublabel": self.entry.display_name},
            {"url": "", "label": self.get_page_title()},
        ]

    def list_url(self) -> str:
        return reverse("members", args=[self.entry.slug])

    def member(self) -> "User":
        """The member in the address; 404 for anybody else, whether the account exists or not."""
        return get_object_or_404(members_of(self.entry), pk=self.kwargs["person"])

    def refused(self, request: HttpRequest, refusal: Exception) -> None:
        """Say why it could not be."""
        words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        messages.error(request, " ".join(words))

    def shown(self, **context: Any) -> HttpResponse:
        """The screen again, with what was typed."""
        response: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return response
