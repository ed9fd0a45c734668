"""What the interviews add to the host."""

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
    SearchSource,
    SettingsForm,
    SupervisionIndicator,
    Task,
)
from plugins.interviews import background, keeping, presenting
from plugins.interviews.api import InterviewApi
from plugins.interviews.audit_words import audit_verbs
from plugins.interviews.clearing import GUARD, content, in_words, preview, public_content
from plugins.interviews.forms import InterviewsSettings
from plugins.interviews.models import Interview
from plugins.interviews.screens.answering import answering_screens
from plugins.interviews.searching import find_answers
from plugins.interviews.services import ANSWERING, PERMISSION
from plugins.interviews.services.interviews import make_public, take_back
from plugins.interviews.viewsets import interview_viewset

contributions = (
    AdminMenuItem(
        name="interviews",
        label=_("Interviews"),
        viewset=interview_viewset,
        permission=PERMISSION,
        icon="comment",
    ),
    AdminMenuItem(
        name="answering",
        label=_("Answering"),
        viewset=answering_screens,
        permission=ANSWERING,
        icon="comment",
    ),
    ApiRoute(name="interviews", viewset=InterviewApi),
    HomeBlock(
        name="coming",
        label=_("Interviews: live and to come"),
        template="interviews/blocks/coming.html",
        context=presenting.coming_interviews,
        icon="comment",
    ),
    DashboardPanel(
        name="under_way",
        label=_("Interviews: live and to come"),
        template="interviews/admin/under_way_panel.html",
        permission=PERMISSION,
        context=presenting.under_way,
    ),
    DashboardPanel(
        name="waiting",
        label=_("Questions from interviews to be answered"),
        template="interviews/admin/waiting_panel.html",
        permission=ANSWERING,
        context=presenting.waiting_answers,
    ),
    Task(
        name="release",
        label=_("Show lines whose delay is over"),
        function=background.release_lines,
        every=timedelta(minutes=1),
    ),
    NotificationTemplate(
        name="routed",
        label=_("A question was passed on to the office"),
        subject_template="interviews/mail/routed_subject.txt",
        body_template="interviews/mail/routed_body.txt",
    ),
    RetentionRule(
        name="names",
        label=_("Names that askers gave"),
        keep=timedelta(days=365),
        expired=keeping.expired_names,
    ),
    RetentionRule(
        name="questions",
        label=_("Questions that were never public"),
        keep=timedelta(days=365),
        expired=keeping.expired_questions,
    ),
    ReviewableKind(
        name="interview",
        label=pgettext_lazy("kind of content", "Announcement of an interview"),
        model=Interview,
        content=content,
        public_content=public_content,
        in_words=in_words,
        labels={"guests": _("Guests")},
        preview=preview,
        guards=(GUARD,),
        publish=make_public,
        withdraw=take_back,
    ),
    PersonalData(
        name="people",
        label=_("Interviews that a person made, and lines that they wrote"),
        export=keeping.export_person,
        erase=keeping.erase_person,
    ),
    SearchSource(name="answers", label=_("Answers in interviews"), find=find_answers),
    SupervisionIndicator(
        name="overdue",
        label=_("Questions from interviews that are overdue"),
        unit=pgettext_lazy("indicator", "questions"),
        measure=background.overdue_questions,
    ),
    SettingsForm(form=InterviewsSettings),
    *audit_verbs,
)
