"""One review on one screen: what changes, how it will look, files, checks, who did what, and the decision."""

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from core.access.admin_screen import AdminScreenMixin
from core.access.grants import has_permission
from core.media.models import Attachment
from core.review.checks import check_content
from core.review.codes import shown
from core.review.differences import differences, own_difference
from core.review.kinds import kind_of
from core.review.messages import deciders_of
from core.review.models import RUNNING, Review, State, Verdict
from core.review.services import AlreadyDecided, decide, end_review
from core.review.steps import WAITING, Step

from .access import in_whose_place, review_for

REMARK = "remark-"


class DecisionForm(forms.Form):
    """The person's own words, and in whose place they decide."""

    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    in_place_of = forms.ChoiceField(label=gettext_lazy("In place of"), required=False)

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        field = cast(forms.ChoiceField, self.fields["in_place_of"])
        field.choices = [(pk, str(person)) for pk, person in self.people.items()]


class ReviewScreen(AdminScreenMixin, TemplateView):
    """Shows a review and takes the decision of who may decide."""

    template_name = "core_review/item.html"
    page_title = gettext_lazy("Review")
    header_icon = "tasks"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.review = review_for(request.user, kwargs["pk"])
        self.people = in_whose_place(request.user, self.review) if self.review.state == State.OPEN else []
        self.form = DecisionForm(request.POST or None, people=self.people)

    def get_page_subtitle(self) -> str:
        return self.review.title

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide, or end the review. What was typed stays on the screen when it is refused."""
        try:
            if "end" in request.POST:
                end_review(review=self.review, by=request.user)
                messages.success(request, _("The review is ended."))
                return HttpResponseRedirect(reverse("review_desk"))
            if self.form.is_valid():
                self._decide(request)
                return HttpResponseRedirect(reverse("review_desk"))
        except AlreadyDecided as late:
            messages.warning(request, " ".join(late.messages))
            return HttpResponseRedirect(reverse("review_item", args=[self.review.pk]))
        except ValidationError as fault:
            self.form.add_error(None, fault.messages)
        except PermissionDenied as refusal:
            self.form.add_error(None, str(refusal))
        return self.render_to_response(self.get_context_data(), status=422)

    def _decide(self, request: HttpRequest) -> None:
        verdict = Verdict.RETURNED if "return" in request.POST else Verdict.PASSED
        remarks = {
            name.removeprefix(REMARK): text for name, text in request.POST.items() if name.startswith(REMARK)
        }
        review = decide(
            review=self.review,
            step=request.POST.get("step", ""),
            verdict=verdict,
            by=request.user,
            note=self.form.cleaned_data["note"],
            remarks=remarks,  # type: ignore[arg-type]  # values of a form are strings
            in_place_of=self.form.people.get(self.form.cleaned_data["in_place_of"]),
        )
        words = {
            State.RETURNED: _("“%(title)s” is returned to who supplied it."),
            State.OPEN: _("“%(title)s” goes on to the next step."),
            State.CLEARED: _("“%(title)s” is cleared and will be published at its time."),
            State.DONE: _("“%(title)s” is cleared and carried out."),
        }
        messages.success(request, words[State(review.state)] % {"title": review.title})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        review = self.review
        checks = check_content(review.content)
        remarked = {
            name.removeprefix(REMARK): text
            for name, text in self.request.POST.items()
            if name.startswith(REMARK)
        }
        context.update(
            review=review,
            decisions=list(review.decisions.all()),
            ahead=_ahead(review),
            waiting=WAITING.get(Step(review.waiting_for)) if review.waiting_for else "",
            rows=[(row, remarked.get(row.name, "")) for row in differences(review, self.request)],
            checks=checks,
            files=_files(review),
            form=self.form,
            previews=_previews(review),
            own_difference=own_difference(review),
            is_page=review.page_id is not None or review.revision_id is not None,
            may_decide=bool(self.people),
            in_own_place=bool(self.people) and self.people[0] == self.request.user and len(self.people) == 1,
            may_end=review.state in RUNNING and review.looked_after_by_id == self.request.user.pk,
            edit_url=_edit_url(review, self.request.user),
            open_checks=sum(not check.passed for check in checks),
            stuck=review.state == State.OPEN and not deciders_of(review),
            code=shown(review.publication.code) if hasattr(review, "publication") else "",
            verify_url=f"/-/verify/{shown(review.publication.code)}/"
            if hasattr(review, "publication")
            else "",
            overdue=bool(review.due_at and review.due_at < timezone.now()),
        )
        return context


def _edit_url(review: Review, user: Any) -> str:
    """Where its text is changed, for those who may; "" while it is under review, and for what is no page."""
    if (
        review.page is None
        or review.state in RUNNING
        or not has_permission(user, "edit_content", review.subsite)
    ):
        return ""
    return reverse("wagtailadmin_pages:edit", args=[review.page.pk])


def _ahead(review: Review) -> list[str]:
    """The steps that are still to be taken, as people read them."""
    if review.state != State.OPEN:
        return []
    steps = [Step(name) for name, _hours in review.chain["steps"]]
    return [str(WAITING[step]) for step in steps[steps.index(Step(review.waiting_for)) :]]


def _files(review: Review) -> list[Attachment]:
    """The attachments that the item refers to."""
    label = Attachment._meta.label_lower
    keys = [number for model, number, _name, _hash in review.content.get("files", []) if model == label]
    return list(Attachment.objects.filter(pk__in=keys)) if keys else []


def _previews(review: Review) -> bool:
    """Whether there is something to look at."""
    kind = kind_of(review.kind)
    return review.revision is not None or (kind is not None and kind.owned.contribution.preview is not None)


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """How the submitted page or item will look, for who may see the review. What is over shows its newest draft."""
    review = review_for(request.user, pk)
    if review.revision is not None:
        page: Any = review.revision.as_object()
        response: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
        return response
    kind = kind_of(review.kind)
    show = kind.owned.contribution.preview if kind is not None else None
    item = kind.get(review.object_id) if kind is not None else None
    if show is None or item is None:
        raise Http404
    return show(item, request)
