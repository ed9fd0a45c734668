"""What the plugin adds to the host."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.plugin_api import (
    AdminMenuItem,
    ApiRoute,
    Check,
    DashboardPanel,
    HomeBlock,
    NotificationTemplate,
    PageSlot,
    PageUnpublished,
    PersonalData,
    RetentionRule,
    ReviewableKind,
    SettingsForm,
    Slot,
    Subscription,
    SupervisionIndicator,
    Task,
)

from . import background, personal_data, presenting
from .api import NoticeApi
from .checks import reminders_can_be_sent
from .forms import NoticesSettings
from .models import Notice
from .querysets import ended_before
from .services import (
    GUARD,
    PERMISSION,
    content,
    forget_author,
    make_public,
    preview,
    public_content,
    take_back,
)
from .viewsets import notice_viewset

ABOVE_PAGE = "notices/above_page.html"

contributions = (
    AdminMenuItem(
        name="notices", label=_("Notices"), viewset=notice_viewset, permission=PERMISSION, icon="warning"
    ),
    PageSlot(name="above_home", slot=Slot.HOME_BEFORE, template=ABOVE_PAGE, context=presenting.above_page),
    PageSlot(
        name="above_column", slot=Slot.COLUMN_BEFORE, template=ABOVE_PAGE, context=presenting.above_page
    ),
    PageSlot(
        name="above_article", slot=Slot.ARTICLE_BEFORE, template=ABOVE_PAGE, context=presenting.above_article
    ),
    HomeBlock(
        name="latest", label=_("Latest notices"), template="notices/latest.html", context=presenting.latest
    ),
    DashboardPanel(
        name="running",
        label=_("Running notices"),
        template="notices/dashboard.html",
        permission=PERMISSION,
        context=presenting.running_now,
    ),
    ApiRoute(name="notices", viewset=NoticeApi),
    Task(
        name="remind",
        label=_("Remind the authors of notices that end soon"),
        function=background.remind_authors,
        every=timedelta(hours=1),
    ),
    NotificationTemplate(
        name="ending",
        label=_("A notice ends soon"),
        subject_template="notices/mail/ending_subject.txt",
        body_template="notices/mail/ending_body.txt",
    ),
    Check(name="reminders", function=reminders_can_be_sent),
    RetentionRule(
        name="ended", label=_("Notices that are over"), keep=timedelta(days=730), expired=ended_before
    ),
    ReviewableKind(
        name="notice",
        label=pgettext_lazy("kind of content", "Notice"),
        model=Notice,
        content=content,
        public_content=public_content,
        preview=preview,
        guards=(GUARD,),
        publish=make_public,
        withdraw=take_back,
    ),
    PersonalData(
        name="authors",
        label=_("Notices that a person wrote"),
        export=personal_data.export,
        erase=lambda person: forget_author(person=person),
    ),
    SupervisionIndicator(
        name="stale_urgent",
        label=_("Urgent notices open for over 30 days"),
        unit=_("notices"),
        measure=background.stale_urgent_notices,
    ),
    SettingsForm(form=NoticesSettings),
    Subscription(name="page_unpublished", event=PageUnpublished, handler=background.end_with_page),
)
