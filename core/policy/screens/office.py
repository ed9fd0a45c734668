"""What holds for one subsite, for its manager, who decides what the centre leaves to the office."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from core.access.actors import person_of
from core.access.admin_screen import AdminScreenMixin
from core.access.roles import Role
from core.access.subsite_screen import SubsiteScreenMixin
from core.policy.decisions import Decision, policy
from core.policy.items import DecisionItem, PolicyItem
from core.policy.registry import items, items_by_domain
from core.policy.services import choose
from core.tenancy.table import SubsiteEntry

from .fields import level_words


def _words(item: PolicyItem, decision: Decision) -> str:
    if isinstance(item, DecisionItem):
        return _("possible") if decision.on else _("not possible")
    return item.words(decision.rule, decision.value)


def _by_role(item: PolicyItem, entry: SubsiteEntry, for_all: Decision) -> list[tuple[str, str]]:
    """(role, what holds) where something else holds for a role than for all."""
    decided = [(role, policy(item.slug, subsite=entry, role=role)) for role in item.roles]
    return [
        (str(Role(role).label), _words(item, each))
        for role, each in decided
        if (each.on, each.rule, each.value) != (for_all.on, for_all.rule, for_all.value)
    ]


class OfficeScreen(SubsiteScreenMixin, AdminScreenMixin, TemplateView):
    """404 without `manage_settings` on the subsite. Plugins have a screen of their own."""

    template_name = "core_policy/office.html"
    page_title = gettext_lazy("Rules for this subsite")
    header_icon = "clipboard-list"
    permission = "manage_settings"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = []
        for domain, found in items_by_domain():
            for item in found if domain.slug != "plugins" else ():
                decision = policy(item.slug, subsite=self.entry)
                choosable = isinstance(item, DecisionItem) and item.choosable and not decision.fixed
                rows.append(
                    {
                        "item": item,
                        "decision": decision,
                        "words": _words(item, decision),
                        "by_role": _by_role(item, self.entry, decision),
                        "who": level_words(decision.level),
                        "choosable": choosable,
                    }
                )
        context.update(rows=rows, entry=self.entry, managed=self.managed)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide one item."""
        item = request.POST.get("item", "")
        if item not in items():
            raise Http404
        try:
            choose(item=item, subsite=self.entry, on=request.POST.get("on") == "1", by=person_of(request))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Your decision is saved."))
        return HttpResponseRedirect(reverse("policy_office", args=[self.entry.slug]))
