"""What a plugin can add to the host: declared data, one frozen dataclass per extension point.

A plugin's `contributions.py` holds one tuple called `contributions`. The host reads it when it is first
asked, records whose it is, and asks only plugins that are on for the subsite in question. A contribution's
id is `<slug>.<name>`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from .contribution import Contribution
from .events import Event
from .manifest import Text
from .reviewable import PublicRows, ReviewableKind
from .searched import Hit, SearchSource

if TYPE_CHECKING:
    from django.core.checks import CheckMessage
    from django.db.models import QuerySet
    from django.forms import Form
    from django.http import HttpRequest
    from wagtail.admin.viewsets.base import ViewSet
    from wagtail.models import Page

    from core.accounts.models import User
    from core.citizens.models import Citizen
    from core.tenancy.table import SubsiteEntry

    from .api import SubsiteApiViewSet


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What a contribution that draws something may know.

    On a public page `page` is the page and `user` is None: a public page never depends on the visitor.
    On the dashboard `user` is the member of staff and `page` is None.
    """

    subsite: "SubsiteEntry"
    request: "HttpRequest | None" = None
    page: "Page | None" = None
    user: "User | None" = None


type ContextFunction = Callable[[RenderContext], Mapping[str, Any] | None]
"""Returns the template's variables, or None to show nothing."""


@dataclass(frozen=True, kw_only=True)
class AdminMenuItem(Contribution):
    """An entry in the administration's menu, with its screens (a SubsiteViewSet or SubsiteScreens)."""

    point: ClassVar[str] = "admin_menu_items"
    label: Text
    viewset: "ViewSet"
    permission: str
    icon: str = ""


class Slot(StrEnum):
    """The places on public pages where plugins may add something."""

    HOME_BEFORE = "home_before"
    HOME_AFTER = "home_after"
    COLUMN_BEFORE = "column_before"
    COLUMN_AFTER = "column_after"
    ARTICLE_BEFORE = "article_before"
    ARTICLE_AFTER = "article_after"
    FOOTER = "footer"


@dataclass(frozen=True, kw_only=True)
class PageSlot(Contribution):
    """Something shown at a named place of every page of that kind."""

    point: ClassVar[str] = "page_slots"
    budget: ClassVar[float | None] = 0.25
    slot: Slot
    template: str
    context: ContextFunction | None = None


@dataclass(frozen=True, kw_only=True)
class HomeBlock(Contribution):
    """A block that editors may place on a home page."""

    point: ClassVar[str] = "home_blocks"
    budget: ClassVar[float | None] = 0.25
    label: Text
    template: str
    context: ContextFunction | None = None
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class DashboardPanel(Contribution):
    """A panel on the administration's first screen, once per subsite where the person may see it."""

    point: ClassVar[str] = "dashboard_panels"
    budget: ClassVar[float | None] = 1.0
    label: Text
    template: str
    permission: str
    context: ContextFunction | None = None


@dataclass(frozen=True, kw_only=True)
class ApiRoute(Contribution):
    """A resource of the API at `/api/v1/<slug>/<name>/`."""

    point: ClassVar[str] = "api_routes"
    viewset: "type[SubsiteApiViewSet[Any]]"


@dataclass(frozen=True, kw_only=True)
class Task(Contribution):
    """Work that runs in the background, for one subsite at a time.

    With `every` it runs on that rhythm for each subsite where the plugin is on; without it only when
    `enqueue` asks for it. Arguments must be JSON.
    """

    point: ClassVar[str] = "tasks"
    label: Text
    function: Callable[..., object]
    every: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class NotificationTemplate(Contribution):
    """A message to people: two text templates, rendered in the recipient's language."""

    point: ClassVar[str] = "notification_templates"
    label: Text
    subject_template: str
    body_template: str


@dataclass(frozen=True, kw_only=True)
class Check(Contribution):
    """A system check of the plugin's own, run by `manage.py check` and `manage.py plugin check`."""

    point: ClassVar[str] = "checks"
    function: "Callable[[], Iterable[CheckMessage]]"


@dataclass(frozen=True, kw_only=True)
class AuditVerb(Contribution):
    """Words for an act of the plugin's own on the audit record (contract 1.5).

    `name` is the last part of the action that is recorded (`handed_on` of `lost_property.find.handed_on`), `label` says
    it after the object's name, in lower case: "Find: handed on".
    """

    point: ClassVar[str] = "audit_verbs"
    label: Text


@dataclass(frozen=True, kw_only=True)
class RetentionRule(Contribution):
    """Rows that are deleted when their time is over. It runs whether the plugin is on or off.

    `expired` gets the moment before which rows have expired (now less `keep`) and returns them.
    """

    point: ClassVar[str] = "retention_rules"
    label: Text
    keep: timedelta
    expired: "Callable[[Any], QuerySet[Any]]"


@dataclass(frozen=True, kw_only=True)
class PersonalData(Contribution):
    """What the plugin keeps about a person. All functions run whether the plugin is on or off.

    `export` returns the person's rows as JSON objects; `erase` deletes or anonymises them and says how many.
    They are called with an account of staff; the other two, where there are any, with a citizen, whose `email` has
    been verified.
    """

    point: ClassVar[str] = "personal_data"
    label: Text
    export: "Callable[[User], Iterable[Mapping[str, Any]]]"
    erase: "Callable[[User], int]"
    export_citizen: "Callable[[Citizen], Iterable[Mapping[str, Any]]] | None" = None
    erase_citizen: "Callable[[Citizen], int] | None" = None


@dataclass(frozen=True, kw_only=True)
class SupervisionIndicator(Contribution):
    """A figure by which the centre sees how an office keeps up; None where there is nothing to measure."""

    point: ClassVar[str] = "supervision_indicators"
    label: Text
    unit: Text
    measure: "Callable[[SubsiteEntry], int | float | None]"


@dataclass(frozen=True, kw_only=True)
class SettingsForm(Contribution):
    """The plugin's settings for one subsite: a Django form; one per plugin.

    Values are kept as JSON by field name, and read through the form's fields with `plugin_settings`.
    """

    point: ClassVar[str] = "settings_forms"
    name: str = "settings"
    form: "type[Form]"
    permission: str = "manage_settings"


@dataclass(frozen=True, kw_only=True)
class Subscription[E: Event](Contribution):
    """Calls `handler` after the commit of what the event tells, where the plugin is on for its subsite."""

    point: ClassVar[str] = "subscriptions"
    event: type[E]
    handler: Callable[[E], object]


EXTENSION_POINTS: Mapping[str, type[Contribution]] = {
    kind.point: kind
    for kind in (
        AdminMenuItem,
        ApiRoute,
        AuditVerb,
        Check,
        DashboardPanel,
        HomeBlock,
        NotificationTemplate,
        PageSlot,
        PersonalData,
        RetentionRule,
        ReviewableKind,
        SearchSource,
        SettingsForm,
        Subscription,
        SupervisionIndicator,
        Task,
    )
}
"""All extension points by name; docs/plugins/extension-points/ has a page for each."""


@dataclass(frozen=True, slots=True)
class Owned[C: Contribution]:
    """A contribution with its owner's slug, recorded when it was loaded."""

    owner: str
    contribution: C

    @property
    def id(self) -> str:
        """`<slug>.<name>`, what is stored where a contribution is referred to."""
        return f"{self.owner}.{self.contribution.name}"


@dataclass(frozen=True, slots=True)
class Answer[C: Contribution, R]:
    """What one contribution answered when the host asked."""

    owned: Owned[C]
    value: R


__all__ = [
    "EXTENSION_POINTS",
    "AdminMenuItem",
    "Answer",
    "ApiRoute",
    "AuditVerb",
    "Check",
    "ContextFunction",
    "Contribution",
    "DashboardPanel",
    "Hit",
    "HomeBlock",
    "NotificationTemplate",
    "Owned",
    "PageSlot",
    "PersonalData",
    "PublicRows",
    "RenderContext",
    "RetentionRule",
    "ReviewableKind",
    "SearchSource",
    "SettingsForm",
    "Slot",
    "Subscription",
    "SupervisionIndicator",
    "Task",
]
