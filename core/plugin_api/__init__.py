"""The public contract between Countywide and its plugins: all that a plugin may rely on.

It comes in two halves. What a manifest needs can be imported while settings load. Everything that touches
models is loaded when it is first asked for (module `__getattr__`), so `apps.py` may import this package.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from core.access.roles import Role

from .contributions import (
    EXTENSION_POINTS,
    AdminMenuItem,
    Answer,
    ApiRoute,
    AuditVerb,
    Check,
    Contribution,
    DashboardPanel,
    Hit,
    HomeBlock,
    NotificationTemplate,
    Owned,
    PageSlot,
    PersonalData,
    PublicRows,
    RenderContext,
    RetentionRule,
    ReviewableKind,
    SearchSource,
    SettingsForm,
    Slot,
    Subscription,
    SupervisionIndicator,
    Task,
)
from .deprecation import DEPRECATED, deprecated_value
from .discovery import discover
from .events import (
    Event,
    PagePublished,
    PageUnpublished,
    PluginDisabled,
    PluginEnabled,
    SubsiteCreated,
    publish,
)
from .manifest import Availability, PluginConfig, PluginPermission, installed_plugins, plugin
from .version import CONTRACT_VERSION

if TYPE_CHECKING:
    from core.access.actors import SYSTEM
    from core.access.grants import has_permission, require, subsites_with
    from core.accounts.sign_on.reauthentication import (
        RecentSignInMixin,
        recent_sign_in_required,
        require_recent_sign_in,
    )
    from core.audit.services import record, record_view
    from core.citizens.sessions import current_citizen
    from core.plugin_host.background import enqueue
    from core.plugin_host.collecting import collect
    from core.plugin_host.gate import is_open as is_enabled
    from core.plugin_host.notifications import notify
    from core.plugin_host.public_urls import plugin_url
    from core.plugin_host.services import disable_plugin, enable_plugin, set_policy
    from core.plugin_host.settings_store import plugin_settings
    from core.review.held import HeldChanges
    from core.review.items import (
        needs_review,
        newest_review,
        require_cleared,
        require_taking_back_cleared,
        require_within,
        review_running,
        submit_for_review,
    )
    from core.review.public import responsibility_column
    from core.tenancy.current import subsite_of
    from core.tenancy.models import Subsite, SubsiteOwned
    from core.tenancy.table import SubsiteEntry

    from .api import SubsiteApiViewSet
    from .pages import PluginPage
    from .public_views import render_preview, render_public
    from .querysets import open_subsites
    from .reaching import ask
    from .viewsets import SubsiteScreens, SubsiteViewSet

_LATER: Final = {
    "SYSTEM": ("core.access.actors", "SYSTEM"),
    "has_permission": ("core.access.grants", "has_permission"),
    "require": ("core.access.grants", "require"),
    "subsites_with": ("core.access.grants", "subsites_with"),
    "RecentSignInMixin": ("core.accounts.sign_on.reauthentication", "RecentSignInMixin"),
    "recent_sign_in_required": ("core.accounts.sign_on.reauthentication", "recent_sign_in_required"),
    "require_recent_sign_in": ("core.accounts.sign_on.reauthentication", "require_recent_sign_in"),
    "record": ("core.audit.services", "record"),
    "record_view": ("core.audit.services", "record_view"),
    "current_citizen": ("core.citizens.sessions", "current_citizen"),
    "enqueue": ("core.plugin_host.background", "enqueue"),
    "collect": ("core.plugin_host.collecting", "collect"),
    "is_enabled": ("core.plugin_host.gate", "is_open"),
    "notify": ("core.plugin_host.notifications", "notify"),
    "plugin_url": ("core.plugin_host.public_urls", "plugin_url"),
    "disable_plugin": ("core.plugin_host.services", "disable_plugin"),
    "enable_plugin": ("core.plugin_host.services", "enable_plugin"),
    "set_policy": ("core.plugin_host.services", "set_policy"),
    "plugin_settings": ("core.plugin_host.settings_store", "plugin_settings"),
    "HeldChanges": ("core.review.held", "HeldChanges"),
    "needs_review": ("core.review.items", "needs_review"),
    "newest_review": ("core.review.items", "newest_review"),
    "require_within": ("core.review.items", "require_within"),
    "responsibility_column": ("core.review.public", "responsibility_column"),
    "review_running": ("core.review.items", "review_running"),
    "require_cleared": ("core.review.items", "require_cleared"),
    "require_taking_back_cleared": ("core.review.items", "require_taking_back_cleared"),
    "submit_for_review": ("core.review.items", "submit_for_review"),
    "subsite_of": ("core.tenancy.current", "subsite_of"),
    "Subsite": ("core.tenancy.models", "Subsite"),
    "SubsiteOwned": ("core.tenancy.models", "SubsiteOwned"),
    "SubsiteEntry": ("core.tenancy.table", "SubsiteEntry"),
    "SubsiteApiViewSet": ("core.plugin_api.api", "SubsiteApiViewSet"),
    "PluginPage": ("core.plugin_api.pages", "PluginPage"),
    "render_preview": ("core.plugin_api.public_views", "render_preview"),
    "render_public": ("core.plugin_api.public_views", "render_public"),
    "open_subsites": ("core.plugin_api.querysets", "open_subsites"),
    "ask": ("core.plugin_api.reaching", "ask"),
    "SubsiteScreens": ("core.plugin_api.viewsets", "SubsiteScreens"),
    "SubsiteViewSet": ("core.plugin_api.viewsets", "SubsiteViewSet"),
}
"""Names that need models, with where they live; they load when first used, after the apps are ready."""


def __getattr__(name: str) -> Any:
    if name in DEPRECATED:
        return deprecated_value(name, stacklevel=2)
    try:
        module, attribute = _LATER[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "CONTRACT_VERSION",
    "EXTENSION_POINTS",
    "SYSTEM",
    "AdminMenuItem",
    "Answer",
    "ApiRoute",
    "AuditVerb",
    "Availability",
    "Check",
    "Contribution",
    "DashboardPanel",
    "Event",
    "HeldChanges",
    "Hit",
    "HomeBlock",
    "NotificationTemplate",
    "Owned",
    "PagePublished",
    "PageSlot",
    "PageUnpublished",
    "PersonalData",
    "PluginConfig",
    "PluginDisabled",
    "PluginEnabled",
    "PluginPage",
    "PluginPermission",
    "PublicRows",
    "RecentSignInMixin",
    "RenderContext",
    "RetentionRule",
    "ReviewableKind",
    "Role",
    "SearchSource",
    "SettingsForm",
    "Slot",
    "Subscription",
    "Subsite",
    "SubsiteApiViewSet",
    "SubsiteCreated",
    "SubsiteEntry",
    "SubsiteOwned",
    "SubsiteScreens",
    "SubsiteViewSet",
    "SupervisionIndicator",
    "Task",
    "ask",
    "collect",
    "current_citizen",
    "disable_plugin",
    "discover",
    "enable_plugin",
    "enqueue",
    "has_permission",
    "installed_plugins",
    "is_enabled",
    "needs_review",
    "newest_review",
    "notify",
    "open_subsites",
    "plugin",
    "plugin_settings",
    "plugin_url",
    "publish",
    "recent_sign_in_required",
    "record",
    "record_view",
    "render_preview",
    "render_public",
    "require",
    "require_cleared",
    "require_recent_sign_in",
    "require_taking_back_cleared",
    "require_within",
    "responsibility_column",
    "review_running",
    "set_policy",
    "submit_for_review",
    "subsite_of",
    "subsites_with",
]
