"""What the surveys add to the host."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.plugin_api import (
    AdminMenuItem,
    ApiRoute,
    DashboardPanel,
    HomeBlock,
    NotificationTemplate,
    PersonalData,
    RetentionRule,
    ReviewableKind,
    SettingsForm,
    SupervisionIndicator,
    Task,
)
from plugins.surveys import background, clearing, keeping, presenting, texts_clearing
from plugins.surveys.api import SurveyApi
from plugins.surveys.audit_words import audit_verbs
from plugins.surveys.forms import SurveysSettings
from plugins.surveys.models import Survey, TextDecision
from plugins.surveys.services import PERMISSION
from plugins.surveys.services.moderation import carry_out_decision, undo_decision
from plugins.surveys.services.publishing import hide, make_public
from plugins.surveys.viewsets import survey_viewset

contributions = (
    AdminMenuItem(
        name="surveys", label=_("Surveys"), viewset=survey_viewset, permission=PERMISSION, icon="form"
    ),
    ApiRoute(name="surveys", viewset=SurveyApi),
    HomeBlock(
        name="open_surveys",
        label=_("Open surveys"),
        template="surveys/blocks/open_surveys.html",
        context=presenting.open_surveys,
        icon="form",
    ),
    DashboardPanel(
        name="running",
        label=_("Surveys under way"),
        template="surveys/admin/running_panel.html",
        permission=PERMISSION,
        context=presenting.running_surveys,
    ),
    Task(
        name="take_in",
        label=_("Take answer sheets in"),
        function=background.take_in_waiting,
        every=timedelta(minutes=15),
    ),
    Task(
        name="tell_of_ends",
        label=_("Tell authors that their survey has ended"),
        function=background.tell_of_ends,
        every=timedelta(hours=1),
    ),
    NotificationTemplate(
        name="ended",
        label=_("A survey has ended"),
        subject_template="surveys/mail/ended_subject.txt",
        body_template="surveys/mail/ended_body.txt",
    ),
    RetentionRule(
        name="drafts",
        label=_("Answers that were begun and never sent"),
        keep=timedelta(days=30),
        expired=keeping.expired_drafts,
    ),
    RetentionRule(
        name="files",
        label=_("Files of answers that were never sent"),
        keep=timedelta(days=30),
        expired=keeping.expired_files,
    ),
    RetentionRule(
        name="surveys",
        label=_("Surveys that ended, with their answers"),
        keep=timedelta(days=5 * 365),
        expired=keeping.expired_surveys,
    ),
    PersonalData(
        name="people",
        label=_("Surveys that a person made or took part in"),
        export=keeping.export_person,
        erase=keeping.erase_person,
    ),
    SupervisionIndicator(
        name="without_results",
        label=_("Surveys ended over 30 days ago without public results"),
        unit=_("surveys"),
        measure=background.surveys_without_results,
    ),
    ReviewableKind(
        name="survey",
        label=pgettext_lazy("kind of content", "Survey"),
        model=Survey,
        content=clearing.content,
        public_content=clearing.public_content,
        in_words=clearing.in_words,
        preview=clearing.preview,
        publish=make_public,
        withdraw=hide,
        guards=(clearing.GUARD,),
    ),
    ReviewableKind(
        name="texts",
        label=pgettext_lazy("kind of content", "Texts of answers"),
        model=TextDecision,
        content=texts_clearing.content,
        public_content=texts_clearing.public_content,
        in_words=texts_clearing.in_words,
        labels={"decision": _("Decision"), "texts": _("Texts")},
        publish=carry_out_decision,
        withdraw=undo_decision,
        guards=(texts_clearing.GUARD,),
    ),
    SettingsForm(form=SurveysSettings),
    *audit_verbs,
)
