"""What superusers did, for the auditor."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.access.admin_screen import AdminScreenMixin
from core.access.break_glass import permanent_superusers
from core.access.grants import has_permission
from core.access.models import BreakGlass
from core.audit.models import AuditRecord
from core.tenancy.holding import held_table

PER_PAGE = 50
RETIRED = "break_glass.closed"
"""The action of the record that `core.access.break_glass` leaves, also of a superuser who set the county up."""


def audits(user: Any) -> bool:
    """Does the person audit everything?"""
    return has_permission(user, "audit_everything", held_table().portal)


def _retired() -> list[int]:
    """The accounts whose power as a superuser was taken away: what they did with it stays to be read."""
    closed = AuditRecord.objects.filter(target_type=get_user_model()._meta.label, action=RETIRED).order_by()
    return [int(key) for key in closed.values_list("target_id", flat=True).distinct() if key.isdecimal()]


class SuperusersScreen(AdminScreenMixin, TemplateView):
    """The accounts with their reasons, and every record that one of them left."""

    template_name = "core_access/superusers.html"
    page_title = gettext_lazy("Use of superusers")
    header_icon = "warning"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not audits(request.user):
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        accounts = list(BreakGlass.objects.select_related("user")[:100])
        permanent = permanent_superusers()
        ids = {*(account.user_id for account in accounts), *(user.pk for user in permanent), *_retired()}
        records = AuditRecord.objects.filter(actor_id__in=ids)
        chosen = self.request.GET.get("account", "")
        if chosen.isdecimal() and int(chosen) in ids:
            records = records.filter(actor_id=int(chosen))
        context.update(
            accounts=accounts,
            permanent=permanent,
            now=timezone.now(),
            chosen=chosen,
            page_obj=Paginator(records.order_by("-pk"), PER_PAGE).get_page(self.request.GET.get("p")),
        )
        return context
