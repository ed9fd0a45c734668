"""What the plugin adds to the host."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.plugin_api import (
    AdminMenuItem,
    ApiRoute,
    AuditVerb,
    DashboardPanel,
    PageSlot,
    RetentionRule,
    SettingsForm,
    Slot,
    Task,
)

from .api import FindApi
from .background import hand_on
from .forms import LostPropertySettings
from .presenting import newest, waiting_now
from .querysets import closed_before
from .services import PERMISSION
from .viewsets import find_viewset

contributions = (
    AdminMenuItem(
        name="finds", label=_("Lost property"), viewset=find_viewset, permission=PERMISSION, icon="tag"
    ),
    PageSlot(name="newest", slot=Slot.HOME_AFTER, template="lost_property/newest.html", context=newest),
    DashboardPanel(
        name="waiting",
        label=_("Waiting to be fetched"),
        template="lost_property/dashboard.html",
        permission=PERMISSION,
        context=waiting_now,
    ),
    ApiRoute(name="finds", viewset=FindApi),
    Task(name="hand_on", label=_("Hand on what nobody fetched"), function=hand_on, every=timedelta(days=1)),
    AuditVerb(name="handed_on", label=pgettext_lazy("audit", "handed on to the police")),
    RetentionRule(
        name="closed",
        label=_("Finds that are no longer there"),
        keep=timedelta(days=365),
        expired=closed_before,
    ),
    SettingsForm(form=LostPropertySettings),
)
