"""The screens of the administration."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView

from core.plugin_api import SubsiteViewSet
from plugins.surveys.forms import SurveyForm
from plugins.surveys.models import Survey
from plugins.surveys.screens.cross import CrossScreen
from plugins.surveys.screens.downloads import AnswersDownload, FileDownload, FormDownload
from plugins.surveys.screens.imports import CopyScreen, ImportScreen
from plugins.surveys.screens.results import CountView, ResultsScreen
from plugins.surveys.screens.sheets import SheetsScreen
from plugins.surveys.screens.state import StateScreen
from plugins.surveys.screens.texts import TextsScreen
from plugins.surveys.screens.weights import WeightsScreen
from plugins.surveys.services import PERMISSION
from plugins.surveys.services.surveys import delete_survey, save_survey


class SurveyIndexView(IndexView):
    """The list of surveys, with what is done to a survey most."""

    screens: Any

    def get_list_more_buttons(self, instance: Survey) -> list[Any]:
        def item(label: Any, name: str, icon: str, priority: int) -> MenuItem:
            url = reverse(self.screens.get_url_name(name), args=[instance.pk])
            return MenuItem(label, url=url, icon_name=icon, priority=priority)

        return [
            item(_("Publish, preview, end"), "state", "view", 1),
            item(_("Results"), "results", "table", 2),
            item(_("Texts"), "texts", "comment", 3),
            item(_("Answer sheets"), "sheets", "list-ul", 4),
            item(_("Copy"), "duplicate", "copy", 5),
            item(_("Export the form"), "form", "download", 6),
            *super().get_list_more_buttons(instance),
        ]

    def get_header_more_buttons(self) -> list[Any]:
        url = reverse(self.screens.get_url_name("import"))
        from wagtail.admin.widgets.button import Button

        return [
            *super().get_header_more_buttons(),
            Button(_("Import a form"), url=url, icon_name="upload", priority=90),
        ]


class _ToState:
    """After saving, on to what is wrong with the form, its preview, and publishing."""

    screens: Any
    object: Any

    def get_success_url(self) -> str:
        return reverse(self.screens.get_url_name("state"), args=[self.object.pk])


class SurveyCreateView(_ToState, CreateView):
    """A new survey."""


class SurveyEditView(_ToState, EditView):
    """The builder; it shows what is held back, not what citizens still see."""

    def get_object(self, queryset: Any = None) -> Any:
        return super().get_object(queryset).draft()


class SurveyDeleteView(DeleteView):
    """Deleting, which is refused with a reason while the survey takes answers."""

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            for message in error.messages:
                messages.error(self.request, message)
            return HttpResponseRedirect(self.get_success_url())


class SurveyViewSet(SubsiteViewSet):
    """Surveys of one's own subsites: builder, publishing, results, texts, sheets, exports."""

    model = Survey
    permission = PERMISSION
    icon = "form"
    index_view_class = SurveyIndexView
    add_view_class = SurveyCreateView
    edit_view_class = SurveyEditView
    delete_view_class = SurveyDeleteView
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("subsite"),
                    FieldPanel("title"),
                    FieldPanel("introduction"),
                    FieldPanel("form"),
                    FieldPanel("thanks"),
                ],
                heading=_("Questions"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                    MultiFieldPanel(
                        [FieldPanel("participation"), FieldPanel("proof_wanted"), FieldPanel("quota")],
                        heading=_("Taking part"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("results"), FieldPanel("smallest_group")], heading=_("Public results")
                    ),
                    FieldPanel("slug"),
                    FieldPanel("is_sample"),
                ],
                heading=_("Rules"),
            ),
        ],
        base_form_class=SurveyForm,
    )
    list_display = [
        "title",
        "subsite",
        Column("state_in_words", label=_("State")),
        Column("all_responses", label=_("Answer sheets")),
        DateColumn("closes_at", label=_("Closes")),
    ]
    search_fields = ["title", "introduction"]
    ordering = ["-created_at"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        found: Any = super().get_queryset(request)
        return found.with_counts().select_related("current_version", "subsite__organisation")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("import/", self.construct_view(ImportScreen), name="import"),
            path("<int:pk>/state/", self.construct_view(StateScreen), name="state"),
            path("<int:pk>/results/", self.construct_view(ResultsScreen), name="results"),
            path("<int:pk>/count/", self.construct_view(CountView), name="count"),
            path("<int:pk>/cross/", self.construct_view(CrossScreen), name="cross"),
            path("<int:pk>/weights/", self.construct_view(WeightsScreen), name="weights"),
            path("<int:pk>/texts/", self.construct_view(TextsScreen), name="texts"),
            path("<int:pk>/sheets/", self.construct_view(SheetsScreen), name="sheets"),
            path("<int:pk>/duplicate/", self.construct_view(CopyScreen), name="duplicate"),
            path("<int:pk>/form/", self.construct_view(FormDownload), name="form"),
            path("<int:pk>/answers/", self.construct_view(AnswersDownload), name="answers"),
            path("<int:pk>/files/<uuid:file>/", self.construct_view(FileDownload), name="file"),
        ]

    def save_object(self, *, form: Any, by: Any, created: bool) -> Any:
        survey = form.save(commit=False)
        return save_survey(survey=survey, by=by)

    def delete_object(self, *, instance: Any, by: Any) -> None:
        delete_survey(survey=instance, by=by)


survey_viewset = SurveyViewSet()
