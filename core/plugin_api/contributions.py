"""What a plugin can add to the host: declared data, one frozen dataclass per extension point.

A plugin's `contributions.py` holds one tuple called `contributions`. The host reads it when it is first
asked, records whose it is, and asks only plugins that are on for the subsite in question. A contribution's
id is `<slug>.<name>`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from .events import Event
from .manifest import Text

if TYPE_CHECKING:
    from django.core.checks import CheckMessage
    from django.db.models import Model, QuerySet
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString
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
class Contribution:
    """Base of all contributions. `name` is unique within the plugin and the extension point.

    Contributions are sorted by the plugins' requirements, then `order`, then slug.
    """

    point: ClassVar[str] = ""
    may_refuse: ClassVar[bool] = False
    """At a point that may refuse, an exception is the answer and is passed on instead of isolated."""
    budget: ClassVar[float | None] = None
    """Seconds that an answer may take where people wait for it (contract 1.5); slower ones are told, and rested."""

    name: str
    order: int = 100


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRows:
    """Rows of a plugin's own table that citizens see: the database itself lets none become public, or say something
    else in public, without a publication in force (1.5).

    `public` is SQL that is true of a public row, `{row}` being the row: "{row}.is_public"; it looks at the row alone.
    `columns` are the columns that decide it. `says` gives SQL for the text of fields of the content, by their names:
    when the row becomes public, or one of the columns in `watched` changes while it is, the publication in force has
    to say the same. `item` is SQL for the number of the reviewed item where that is not the row itself. `stays` is
    False where a public row may be hidden or deleted without the chain. SQL that both databases know.
    """

    model: "type[Model]"
    public: str
    columns: tuple[str, ...]
    watched: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    item: str = "{row}.id"
    stays: bool = True


@dataclass(frozen=True, kw_only=True)
class ReviewableKind(Contribution):
    """A kind of content, beside pages, that goes through the review chain before it is public.

    `content` returns what the item says to the public, by field, as JSON: it is what reviewers read and what is
    hashed. When the chain has cleared exactly that, `publish(item, by)` makes it public and `withdraw(item, by)`
    takes it back; both are called in the transaction of the last decision and may refuse by raising.

    Since 1.5, all of it optional: `public_content` returns what the public is shown of the item now, None while nothing
    is; it is what a verification compares. `preview` answers with how it will look, `in_words` turns a content into
    texts that people read, `labels` names its fields, and `difference` shows what else changes, such as rows. `renews`
    says that a new content is a newer state of affairs and no correction, unless it is handed in as one. `guards` are
    the rows that the database watches.
    """

    point: ClassVar[str] = "reviewable_kinds"
    may_refuse: ClassVar[bool] = True
    label: Text
    model: "type[Model]"
    content: "Callable[[Any], Mapping[str, Any]]"
    publish: "Callable[[Any, User], object]"
    withdraw: "Callable[[Any, User], object]"
    public_content: "Callable[[Any], Mapping[str, Any] | None] | None" = None
    preview: "Callable[[Any, HttpRequest], HttpResponse] | None" = None
    in_words: "Callable[[Mapping[str, Any]], Mapping[str, str]] | None" = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    difference: "Callable[[Any], SafeString | str] | None" = None
    renews: bool = False
    guards: tuple[PublicRows, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a SearchSource found: what stands in the list of results, and where it leads.

    `text` is plain text; the list shows the part of it that was asked for.
    """

    title: str
    url: str
    text: str
    date: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SearchSource(Contribution):
    """Rows of the plugin in the public search, above the pages that were found.

    `find` gets what the visitor typed, the subsites to look in (on which the plugin is on, and whose visitors may read
    them), the request, and how many hits are shown at most. It returns the best, best first.
    """

    point: ClassVar[str] = "search_sources"
    label: Text
    find: "Callable[[str, Sequence[SubsiteEntry], HttpRequest, int], Sequence[Hit]]"


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
