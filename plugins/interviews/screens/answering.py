"""For those who answer: the guests' desks of interviews that are live, and questions passed on to the office."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.plugin_api import SubsiteScreens
from plugins.interviews.forms import AnswerForm, LaterAnswerForm
from plugins.interviews.models import Guest, Interview, RoutedQuestion
from plugins.interviews.screens.acts import write_answer
from plugins.interviews.screens.boards import answered, board_of
from plugins.interviews.services import ANSWERING
from plugins.interviews.services.routing import answer_routed_question

PER_PAGE = 20
MOST_LIVE = 20


class _Screen(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "comment"
    screens: Any
    subsites: list[Any]

    def address(self, name: str, *args: Any) -> str:
        return reverse(self.screens.get_url_name(name), args=args)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.address("index"), "label": _("Answering")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]


class AnsweringIndex(_Screen):
    """Live interviews with a desk for each guest; questions passed on, the most pressing first."""

    template_name = "interviews/admin/answering.html"

    def get_page_title(self) -> str:
        return _("Answering")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        ids = [entry.pk for entry in self.subsites]
        live = Interview.objects.filter(subsite__in=ids).coming_and_live().in_public_order()
        context["desks"] = [
            (each, [(guest, self.address("guest", guest.pk)) for guest in each.guests.all()])
            for each in live.prefetch_related("guests")[:MOST_LIVE]
        ]
        found = (
            RoutedQuestion.objects.filter(subsite__in=ids)
            .select_related("question__interview", "subsite__organisation")
            .order_by("answered_at", "due_on", "pk")
        )
        if self.request.GET.get("answered") != "1":
            found = found.filter(answered_at__isnull=True)
        context["page_obj"] = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        context["with_answered"] = self.request.GET.get("answered") == "1"
        return context


class RoutedScreen(_Screen):
    """One question passed on, and its answer."""

    template_name = "interviews/admin/routed.html"
    form: LaterAnswerForm | None = None

    def get_page_title(self) -> str:
        return _("Answer a question")

    @cached_property
    def routed(self) -> RoutedQuestion:
        """The question that the address names, of one's own offices."""
        ids = [entry.pk for entry in self.subsites]
        found = (
            RoutedQuestion.objects.filter(subsite__in=ids, pk=self.kwargs["routed"])
            .select_related("question__interview__subsite__organisation", "subsite__organisation")
            .first()
        )
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["routed"] = self.routed
        context["form"] = self.form or LaterAnswerForm()
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the answer."""
        form = LaterAnswerForm(request.POST)
        by: Any = request.user
        if form.is_valid():
            try:
                answer_routed_question(routed=self.routed, by=by, text=form.cleaned_data["text"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("The answer is public."))
                return HttpResponseRedirect(self.address("index"))
        self.form = form
        return self.render_to_response(self.get_context_data(), status=422)


class _OfGuest:
    """Finds the guest that the address names, of an interview of one's own offices."""

    kwargs: dict[str, Any]
    subsites: list[Any]

    @cached_property
    def guest(self) -> Guest:
        """The guest."""
        ids = [entry.pk for entry in self.subsites]
        found = (
            Guest.objects.filter(pk=self.kwargs["guest"], interview__subsite__in=ids)
            .select_related("interview__subsite__organisation")
            .first()
        )
        if found is None:
            raise Http404
        return found


class GuestDesk(_OfGuest, _Screen):
    """A guest's desk: what was put, what comes next, what was said."""

    template_name = "interviews/admin/guest.html"

    def get_page_title(self) -> str:
        return _("Guests' desk")

    def get_page_subtitle(self) -> str:
        return f"{self.guest.name} · {self.guest.interview.title}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(guest_board(self.guest))
        context["board_url"] = self.address("guest_board", self.guest.pk)
        context["line_form"] = AnswerForm(auto_id="free-%s")
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take a line."""
        guest, by = self.guest, request.user
        return answered(request, request.path, lambda: write_answer(guest.interview, request.POST, by, guest))


class GuestBoard(_OfGuest, View):
    """The changing parts of a guest's desk, for its script."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The parts."""
        response = render(request, "interviews/admin/parts/guest_board.html", guest_board(self.guest))
        response["Cache-Control"] = "private, no-store"
        return response


def guest_board(guest: Guest) -> dict[str, Any]:
    """What a guest sees: questions that were put or picked, and the lines."""
    board = board_of(guest.interview)
    shown = [each for each in board["questions"] if each.state in {"put", "picked"}]
    return {**board, "questions": shown, "guest": guest}


class AnsweringScreens(SubsiteScreens):
    """Open to whoever answers questions on a subsite where the plugin is on."""

    name = "interviews_answering"
    url_prefix = "plugins/interviews/answering"
    slug = "interviews"
    permission = ANSWERING
    icon = "comment"
    menu_label = gettext_lazy("Answering")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(AnsweringIndex), name="index"),
            path("routed/<int:routed>/", self.construct_view(RoutedScreen), name="routed"),
            path("guest/<int:guest>/", self.construct_view(GuestDesk), name="guest"),
            path("guest/<int:guest>/board/", self.construct_view(GuestBoard), name="guest_board"),
        ]


answering_screens = AnsweringScreens()
