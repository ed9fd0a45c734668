"""Changes of policy, and taking one back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from core.access.actors import person_of
from core.accounts.sign_on.reauthentication import RecentSignInMixin
from core.policy.models import PolicyChange, PolicyChangeSet
from core.policy.previews import Line, held_words, item_words, preview, scope_words
from core.policy.registry import items
from core.policy.rules import Held, Rule
from core.policy.services import cannot_revert, changes_back, revert_changes
from core.tenancy.table import subsite_table

from .policy_screen import CentralScreen, hidden_token

PER_PAGE = 20


class HistoryScreen(CentralScreen):
    """All change sets, the newest first."""

    template_name = "core_policy/history.html"
    page_title = gettext_lazy("Changes of policy")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = PolicyChangeSet.objects.select_related("reverted_by").prefetch_related("changes")
        page_obj = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        known, table = items(), subsite_table()
        context.update(
            page_obj=page_obj,
            rows=[
                {
                    "set": each,
                    "reverted": hasattr(each, "reverted_by"),
                    "lines": [_line(row, known, table) for row in each.changes.all()],
                }
                for each in page_obj
            ],
        )
        return context


def _line(row: PolicyChange, known: Any, table: Any) -> Line:
    def words(data: Any) -> str:
        held = None if data is None else Held(Rule(data["rule"]), data["value"])
        return held_words(held, known.get(row.item))

    gone = row.subsite_label if row.subsite_id is None else ""
    return Line(
        item_words(row.key, known), scope_words(row.key, table, gone), words(row.before), words(row.after)
    )


class RevertScreen(RecentSignInMixin, CentralScreen):
    """What taking a change back would do, and doing it."""

    template_name = "core_policy/preview.html"
    page_title = gettext_lazy("What reverting would do")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.change_set = get_object_or_404(PolicyChangeSet, pk=kwargs["change_set"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        problem = kwargs.pop("problem", "") or cannot_revert(self.change_set)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = preview(changes_back(self.change_set))
        context.update(
            preview=found,
            problem=problem or found.problem,
            possible=not problem and not found.problem,
            change_set=self.change_set,
            note=self.request.POST.get("note", ""),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Audited as a change of its own."""
        try:
            revert_changes(
                change_set=self.change_set,
                by=person_of(request),
                note=request.POST.get("note", ""),
                expected=hidden_token(request),
            )
        except ValidationError as refusal:
            return self.shown(problem=" ".join(refusal.messages))
        messages.success(request, _("The change has been reverted."))
        return HttpResponseRedirect(reverse("policy_history"))
