"""Central policy on one screen: read, change, preview, apply."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.access.actors import person_of
from core.access.grants import is_central
from core.accounts.sign_on.reauthentication import RecentSignInMixin
from core.policy.plans import Change
from core.policy.previews import preview
from core.policy.querysets import present_rules
from core.policy.rules import Held, Rule, RuleKey
from core.policy.services import change_policy
from core.tenancy.profiles import profiles
from core.tenancy.table import subsite_table

from .fields import as_json, from_json, sections, typed_changes
from .scopes import Scope, scope_named


class CentralScreen(WagtailAdminTemplateMixin, TemplateView):
    """Base: 404 for everybody but the central administrator."""

    header_icon = "clipboard-list"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not is_central(request.user):
            raise Http404

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("policy"), "label": _("Policy")},
            {"url": "", "label": self.get_page_title()},
        ]

    def shown(self, **context: Any) -> HttpResponse:
        """The screen with what was typed."""
        response: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return response


class PolicyScreen(CentralScreen):
    """All items in one scope. Saving leads to the preview; nothing is changed before."""

    template_name = "core_policy/policy.html"
    page_title = gettext_lazy("Policy")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = scope_named(request.GET.get("scope", "county"), subsite_table())
        if found is None:
            raise Http404
        self.scope: Scope = found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pending: list[Change] = kwargs.pop("pending", [])
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rules: dict[RuleKey, Held] = dict(present_rules())
        for change in pending:  # what was typed and not applied
            if change.rule is None:
                rules.pop(change.key, None)
            else:
                rules[change.key] = Held(change.rule, change.value)
        context.update(
            scope=self.scope,
            sections=sections(self.scope, rules),
            profiles=list(profiles().values()),
            subsites=subsite_table().all,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The preview of what was typed, or back to it from the preview."""
        if "back" in request.POST:
            return self.shown(pending=hidden_changes(request))
        changes = typed_changes(request.POST, self.scope)
        rules = present_rules()
        changes = [change for change in changes if differs(change, rules.get(change.key))]
        if not changes:
            messages.info(request, _("Nothing has been changed."))
            return HttpResponseRedirect(request.get_full_path())
        return render_preview(self, changes, self.scope.name)


class ApplyScreen(RecentSignInMixin, CentralScreen):
    """Apply what was previewed, after a recent sign-in."""

    http_method_names = ("post",)
    template_name = "core_policy/preview.html"
    page_title = gettext_lazy("What this would do")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """In one transaction; a refusal shows the preview anew."""
        changes, scope = hidden_changes(request), request.POST.get("scope", "county")
        note = request.POST.get("note", "")
        try:
            made = change_policy(
                changes=changes, by=person_of(request), note=note, expected=hidden_token(request)
            )
        except ValidationError as refusal:
            return render_preview(self, changes, scope, " ".join(refusal.messages))
        if made is None:
            messages.info(request, _("Nothing has been changed."))
        else:
            messages.success(request, _("The policy has been changed."))
        return HttpResponseRedirect(f"{reverse('policy')}?scope={scope}")


def render_preview(
    screen: CentralScreen, changes: list[Change], scope: str, problem: str = ""
) -> HttpResponse:
    """The preview page."""
    found = preview(changes)
    screen.template_name = "core_policy/preview.html"
    screen.page_title = ApplyScreen.page_title
    return screen.shown(
        preview=found,
        problem=problem or found.problem,
        possible=not found.problem and bool(found.lines),
        changes=json.dumps(as_json(changes)),
        scope_name=scope,
        note=screen.request.POST.get("note", ""),
    )


def differs(change: Change, held: Held | None) -> bool:
    """Whether what was typed is not what stands there already."""
    if change.rule is None:
        return held is not None
    if held is None or held.rule != change.rule:
        return True
    value = sorted(change.value) if isinstance(change.value, list) else change.value
    return str(held.value) != str(value) if change.rule == Rule.ALLOWED and value is not None else False


def hidden_changes(request: HttpRequest) -> list[Change]:
    """The changes that the preview page carries."""
    try:
        return from_json(json.loads(request.POST.get("changes", "[]")))
    except json.JSONDecodeError:
        return []


def hidden_token(request: HttpRequest) -> UUID:
    """The state that the preview looked at; one that never was, when it is malformed."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return UUID(int=0)
