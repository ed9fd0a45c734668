"""Handing a page in, and the history of its reviews."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.models import Page

from core.access.admin_screen import AdminScreenMixin
from core.access.grants import has_permission
from core.plugin_host.gate import page_is_open
from core.review.models import RUNNING, Action
from core.review.querysets import reviews_of_page
from core.review.rules import chain_to_submit
from core.review.services import submit_page
from core.review.steps import WAITING, Step
from core.tenancy.holding import held_table


class SubmissionForm(forms.Form):
    """What the chain has to know beside the text."""

    note = forms.CharField(
        label=gettext_lazy("What changes, or why it is taken back"),
        help_text=gettext_lazy(
            "Needed for a page that is public already; the public reads what was corrected."
        ),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    urgent_reason = forms.CharField(
        label=gettext_lazy("If it is urgent: why"),
        help_text=gettext_lazy(
            "The first reading falls away, a second approver comes on top, and the page says that it was urgent."
        ),
        required=False,
        max_length=300,
    )


class SubmitScreen(AdminScreenMixin, FormView[SubmissionForm]):
    """Submit the newest draft, or that the page be taken back; shows all reviews of the page."""

    template_name = "core_review/submit.html"
    form_class = SubmissionForm
    page_title = gettext_lazy("Submit for review")
    header_icon = "tasks"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page, pk=kwargs["pk"]).specific
        entry = held_table().for_path(self.page.path)
        if not has_permission(request.user, "edit_content", entry) or not page_is_open(self.page, entry):
            raise Http404
        self.chain = chain_to_submit(self.page, request.user)

    def get_page_subtitle(self) -> str:
        return str(self.page.draft_title or self.page.title)

    def form_valid(self, form: SubmissionForm) -> HttpResponse:
        action = Action.WITHDRAW if "withdraw" in self.request.POST else Action.PUBLISH
        try:
            review = submit_page(
                page=self.page,
                by=self.request.user,
                action=action,
                note=form.cleaned_data["note"],
                urgent_reason=form.cleaned_data["urgent_reason"],
            )
        except ValidationError as fault:
            by_field = getattr(fault, "error_dict", {})
            form.add_error(None, fault if by_field.keys() <= form.fields.keys() else fault.messages)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("“%(title)s” is submitted. %(waiting)s.")
            % {"title": review.title, "waiting": WAITING[Step(review.waiting_for)]},
        )
        return HttpResponseRedirect(reverse("review_item", args=[review.pk]))

    def form_invalid(self, form: SubmissionForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        reviews = list(reviews_of_page(self.page)[:20])
        running = next((review for review in reviews if review.state in RUNNING), None)
        context.update(
            page=self.page,
            reviews=reviews,
            running=running,
            steps=[WAITING[step] for step, _hours in self.chain.steps],
            may_submit=bool(self.chain)
            and not running
            and (not self.page.live or self.page.has_unpublished_changes),
            may_withdraw=bool(self.chain) and not running and self.page.live,
        )
        return context
