"""The chain of an office: which steps, how long each may take, for which columns and kinds."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.models import Page

from core.access.admin_screen import AdminScreenMixin
from core.access.grants import has_permission
from core.access.subsite_screen import SubsiteScreenMixin
from core.review.kinds import kind_is_open, plugin_kinds
from core.review.models import ReviewRule
from core.review.rules import chain_for
from core.review.services import remove_rule, set_rule
from core.review.steps import WAITING, Step
from core.tenancy.holding import held_table
from core.tenancy.profiles import profiles
from core.tenancy.table import SubsiteEntry

from .access import signed_in

COUNTY = "*"
"""The scope of rules for every office."""


def kinds_of_content(entry: SubsiteEntry, *, kept: Iterable[str] = ()) -> list[tuple[str, str]]:
    """(kind, label) of every page type and of what plugins bring, as far as the office has them, and of those kept."""
    pages = [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]
    found = [(model._meta.label_lower, str(model._meta.verbose_name)) for model in pages]
    found += [(kind.id, str(kind.owned.contribution.label)) for kind in plugin_kinds()]
    shown = [pair for pair in found if kind_is_open(pair[0], entry) or pair[0] in kept]
    return sorted(shown, key=lambda pair: pair[1])


def rules_everywhere(user: Any, entry: SubsiteEntry) -> bool:
    """Whether the person sets rules for the county and its profiles here: on the portal's screen, for the centre."""
    return entry == held_table().portal and has_permission(user, "administer_policy", entry)


class RuleForm(forms.ModelForm[ReviewRule]):
    """One rule of an office; the columns are its own. `wide` offers profiles and the county too."""

    scope = forms.ChoiceField(label=gettext_lazy("Counts for"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of content"), required=False)

    class Meta:
        model = ReviewRule
        fields = ("column", "kind", "review_hours", "secrecy_hours", "approval_hours", "urgent_hours", "line")

    field_order = ("scope",)

    def __init__(self, *args: Any, entry: SubsiteEntry, wide: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wide:
            scopes = [("", _("This office")), (COUNTY, _("The whole county"))]
            scopes += [(slug, str(profile.title)) for slug, profile in profiles().items()]
            cast(forms.ChoiceField, self.fields["scope"]).choices = scopes
        else:
            del self.fields["scope"]
        column = cast("forms.ModelChoiceField[Any]", self.fields["column"])
        column.queryset = _columns(entry)
        column.empty_label = _("All columns")
        choices = [("", _("All kinds")), *kinds_of_content(entry)]
        cast(forms.ChoiceField, self.fields["kind"]).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("scope") and cleaned.get("column"):
            self.add_error(
                "column", _("A column belongs to one office. Leave it out, or choose “This office”.")
            )
        return cleaned

    def validate_unique(self) -> None:
        """A rule for the same place is changed, not refused."""

    def validate_constraints(self) -> None:
        """The same; the service looks at what results."""


def _columns(entry: SubsiteEntry) -> Any:
    """The pages of the office that have pages below them, its own language's."""
    pages = Page.objects.filter(path__below=entry.root_path, content_type__model="columnpage")
    holes = [
        root.path
        for other in held_table().all
        for root in other.roots.values()
        if other != entry and root.path.startswith(entry.root_path)
    ]
    for hole in holes:
        pages = pages.exclude(path__below=hole)
    return pages.order_by("path")


def steps_in_words(rule: ReviewRule) -> str:
    """The steps that a rule asks for, with their hours, as people read them."""
    asked = (
        (Step.REVIEW, rule.review_hours),
        (Step.SECRECY, rule.secrecy_hours),
        (Step.APPROVAL, rule.approval_hours),
    )
    found = [
        _("%(step)s %(hours)d h") % {"step": step.label, "hours": hours} for step, hours in asked if hours
    ]
    return " → ".join(found) or _("no step")


def scope_in_words(rule: ReviewRule) -> str:
    """For which part of the county a rule counts, as people read it."""
    if rule.column is not None:
        return str(rule.column)
    if rule.subsite_id is not None:
        return str(_("This office"))
    profile = profiles().get(rule.profile)
    return str(profile.title if profile else _("The whole county"))


def _wide(entry: SubsiteEntry) -> Q:
    return Q(subsite=None, column=None, profile__in=["", entry.profile])


class RulesScreen(SubsiteScreenMixin, AdminScreenMixin, FormView[RuleForm]):
    """The rules of one office."""

    template_name = "core_review/rules.html"
    form_class = RuleForm
    page_title = gettext_lazy("Review chain")
    header_icon = "tasks"
    permission = "manage_review"

    def get_form_kwargs(self) -> dict[str, Any]:
        wide = rules_everywhere(self.request.user, self.entry)
        return {**super().get_form_kwargs(), "entry": self.entry, "wide": wide}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if removed := request.POST.get("remove"):
            rule = get_object_or_404(self._removable(), pk=removed)
            remove_rule(rule=rule, by=signed_in(request))
            messages.success(request, _("The rule is removed; the next wider one counts."))
            return HttpResponseRedirect(self._address())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: RuleForm) -> HttpResponse:
        values = dict(form.cleaned_data)
        scope = values.pop("scope", "")
        place: dict[str, Any] = (
            {"profile": "" if scope == COUNTY else scope} if scope else {"subsite": self.entry}
        )
        try:
            set_rule(by=signed_in(self.request), **place, **values)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("The review chain is saved."))
        return HttpResponseRedirect(self._address())

    def _removable(self) -> "QuerySet[ReviewRule]":
        """The office's own rules; for the centre those of the county and its profiles too."""
        own = Q(subsite_id=self.entry.id)
        if rules_everywhere(self.request.user, self.entry):
            own |= Q(subsite=None, column=None)
        return ReviewRule.objects.filter(own)

    def _address(self) -> str:
        return f"{reverse('review_rules')}?subsite={self.entry.slug}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        fitting = Q(subsite_id=self.entry.id) | _wide(self.entry)
        removable = self._removable()
        rules = ReviewRule.objects.filter(fitting | Q(pk__in=removable.values("pk"))).select_related("column")
        rules = rules.order_by(F("subsite").asc(nulls_last=True), "profile", "pk")
        labels = dict(kinds_of_content(self.entry, kept={rule.kind for rule in rules}))
        chain = chain_for("core_pages.articlepage", self.entry, self.entry.root_path)
        context.update(
            entry=self.entry,
            managed=self.managed,
            rules=[
                (rule, scope_in_words(rule), labels.get(rule.kind, _("All kinds")), steps_in_words(rule))
                for rule in rules
            ],
            removable=set(removable.values_list("pk", flat=True)),
            steps=[WAITING[step] for step, _hours in chain.steps],
        )
        return context
