"""The screens of the administration."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView

from core.plugin_api import SubsiteViewSet
from plugins.interviews.forms import InterviewForm
from plugins.interviews.models import Interview
from plugins.interviews.screens.after import AfterScreen
from plugins.interviews.screens.desk import BoardView, DeskScreen
from plugins.interviews.screens.questions import QuestionsScreen
from plugins.interviews.screens.state import StateScreen
from plugins.interviews.services import PERMISSION
from plugins.interviews.services.interviews import delete_interview, save_interview


class InterviewIndexView(IndexView):
    """The list of interviews, with what is done to one most."""

    screens: Any

    def get_list_more_buttons(self, instance: Interview) -> list[Any]:
        def item(label: Any, name: str, icon: str, priority: int) -> MenuItem:
            url = reverse(self.screens.get_url_name(name), args=[instance.pk])
            return MenuItem(label, url=url, icon_name=icon, priority=priority)

        return [
            item(_("Host's desk"), "desk", "desktop", 1),
            item(_("Announce, begin, end"), "state", "view", 2),
            item(pgettext_lazy("interview", "Questions"), "questions", "help", 3),
            item(_("Pass on to offices"), "after", "resubmit", 4),
            *super().get_list_more_buttons(instance),
        ]


class _ToState:
    """After saving, on to announcing it."""

    screens: Any
    object: Any

    def get_success_url(self) -> str:
        return reverse(self.screens.get_url_name("state"), args=[self.object.pk])


class InterviewCreateView(_ToState, CreateView):
    """A new interview."""


class InterviewEditView(_ToState, EditView):
    """An interview's announcement, guests and rules; it shows what is held back, not what citizens still see."""

    def get_object(self, queryset: Any = None) -> Any:
        return super().get_object(queryset).draft()


class InterviewDeleteView(DeleteView):
    """Deleting, which is refused with a reason while citizens see it."""

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            for message in error.messages:
                messages.error(self.request, message)
            return HttpResponseRedirect(self.get_success_url())


class InterviewViewSet(SubsiteViewSet):
    """Interviews of one's own subsites: announcement, host's desk, questions, routing."""

    model = Interview
    permission = PERMISSION
    icon = "comment"
    index_view_class = InterviewIndexView
    add_view_class = InterviewCreateView
    edit_view_class = InterviewEditView
    delete_view_class = InterviewDeleteView
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("subsite"),
                    FieldPanel("title"),
                    FieldPanel("introduction"),
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("host_name")]),
                    InlinePanel(
                        "guests",
                        heading=_("Guests"),
                        label=_("guest"),
                        panels=[FieldPanel("name"), FieldPanel("office"), FieldPanel("portrait")],
                    ),
                ],
                heading=_("Announcement"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("takes_questions"), FieldPanel("delay"), FieldPanel("hold_back")],
                        heading=_("Live text"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("video"), FieldPanel("video_address"), FieldPanel("video_starts_at")],
                        heading=_("Video"),
                    ),
                    FieldPanel("slug"),
                    FieldPanel("is_sample"),
                ],
                heading=_("Rules and video"),
            ),
        ],
        base_form_class=InterviewForm,
    )
    list_display = [
        "title",
        "subsite",
        Column("stage_in_words", label=_("Stage")),
        Column("open_questions", label=_("Open questions")),
        DateColumn("starts_at", label=_("Starts")),
    ]
    search_fields = ["title", "introduction"]
    ordering = ["-starts_at"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        found: Any = super().get_queryset(request)
        return found.with_open_questions().select_related("subsite__organisation", "subsite__collection")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/state/", self.construct_view(StateScreen), name="state"),
            path("<int:pk>/desk/", self.construct_view(DeskScreen), name="desk"),
            path("<int:pk>/board/", self.construct_view(BoardView), name="board"),
            path("<int:pk>/questions/", self.construct_view(QuestionsScreen), name="questions"),
            path("<int:pk>/after/", self.construct_view(AfterScreen), name="after"),
        ]

    def save_object(self, *, form: Any, by: Any, created: bool) -> Any:
        return save_interview(interview=form.save(commit=False), by=by)

    def delete_object(self, *, instance: Any, by: Any) -> None:
        delete_interview(interview=instance, by=by)


interview_viewset = InterviewViewSet()
