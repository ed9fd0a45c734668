"""Switching plugins and setting policy: the only path, for the screens, the command, the seed and the API."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor
from core.access.grants import require
from core.audit.services import record
from core.plugin_api.manifest import Availability, PluginConfig, installed_plugins, plugin
from core.policy.plans import Change
from core.policy.rules import Rule, RuleKey
from core.policy.services import change_policy
from core.tenancy.holding import let_go
from core.tenancy.models import Subsite, TenancyRevision
from core.tenancy.table import subsite_table, touch_revision

from .models import PluginSwitch
from .policy import item_slug, tell
from .refusals import PluginRefusal, titles
from .state import PluginState, Reason, states_on


def enable_plugin(*, subsite: Any, slug: str, by: Actor) -> bool:
    """Switch a plugin on for a subsite (a Subsite or a SubsiteEntry). True when that changed anything.

    Raises PermissionDenied without `manage_plugins` there, and PluginRefusal when policy forbids it, when a
    required plugin is off, or when the plugin is unknown or has a fault.
    """
    return _switch(subsite, slug, by, enabled=True)


def disable_plugin(*, subsite: Any, slug: str, by: Actor) -> bool:
    """Switch a plugin off for a subsite; its data stays. True when that changed anything.

    Raises PermissionDenied without `manage_plugins` there, and PluginRefusal when policy forces it, when
    another plugin that is on requires it, or when the plugin is unknown.
    """
    return _switch(subsite, slug, by, enabled=False)


def set_policy(
    *, slug: str, rule: Rule | str | None, by: Actor, profile: str = "", subsite: Any = None
) -> bool:
    """Say for the county, for a profile, or for one subsite, that a plugin is forced, allowed or forbidden; None
    unsays it.

    True when that changed anything. Raises PermissionDenied without `administer_policy`, PluginRefusal for an
    unknown or an always-on plugin and when a plugin that must be on would lack one that it requires,
    ValidationError when both profile and subsite are given.
    """
    config = _known(slug)
    if config.availability == Availability.ALWAYS_ON:
        require(by, "administer_policy", subsite_table().portal)
        if rule is None:
            return False
        raise PluginRefusal(_("“%(plugin)s” is part of every subsite.") % {"plugin": config.title})
    key = RuleKey(item_slug(slug), profile, subsite.pk if subsite is not None else None)
    change = Change(key, Rule(rule) if rule is not None else None)
    return change_policy(changes=[change], by=by) is not None


@transaction.atomic
def _switch(subsite: Any, slug: str, by: Actor, *, enabled: bool) -> bool:
    require(by, "manage_plugins", subsite)
    config = _known(slug)
    _lock()
    entry = subsite_table().by_id.get(subsite.pk)
    if entry is None:
        raise Subsite.DoesNotExist(subsite.pk)
    found = states_on(entry)
    state = found[slug]
    if state.wanted is enabled and not (enabled and state.missing):
        return False
    _refuse_against_policy(config, state, enabled)
    if enabled and state.missing:
        raise PluginRefusal(
            _("“%(plugin)s” needs %(others)s. Switch that on first.")
            % {"plugin": config.title, "others": titles(state.missing)}
        )
    dependents = [
        other.slug for other in installed_plugins() if slug in other.requires and found[other.slug].on
    ]
    if not enabled and dependents:
        raise PluginRefusal(
            _("%(others)s needs “%(plugin)s”. Switch that off first.")
            % {"plugin": config.title, "others": titles(dependents)}
        )
    PluginSwitch.objects.update_or_create(
        subsite_id=subsite.pk,
        slug=slug,
        defaults={"enabled": enabled, "changed_by": _person(by)},
    )
    record(
        action="plugin.enabled" if enabled else "plugin.disabled",
        by=by,
        subsite=subsite,
        data={"plugin": slug},
    )
    touch_revision()
    let_go()
    tell({entry.id: found}, {entry.id: states_on(entry)})
    return True


def _person(by: Actor) -> Any:
    return None if by is SYSTEM else by


def _known(slug: str) -> PluginConfig:
    config = plugin(slug)
    if config is None:
        raise PluginRefusal(_("There is no usable plugin “%(plugin)s”.") % {"plugin": slug})
    return config


def _lock() -> None:
    """Let switches and policies be changed one after the other, in all processes."""
    TenancyRevision.objects.get_or_create(pk=1)
    TenancyRevision.objects.select_for_update().get(pk=1)


def _refuse_against_policy(config: PluginConfig, state: PluginState, enabled: bool) -> None:
    if state.switchable:
        return
    reasons = {
        Reason.ALWAYS_ON: _("“%(plugin)s” is part of every subsite."),
        Reason.FORCED: _("The centre has switched “%(plugin)s” on for this subsite."),
        Reason.FORBIDDEN: _("The centre does not allow “%(plugin)s” on this subsite."),
        Reason.RESTRICTED: _("“%(plugin)s” needs the centre's permission first."),
        Reason.BROKEN: _("“%(plugin)s” has a fault; the operator sees it with `manage.py plugin check`."),
    }
    raise PluginRefusal(reasons[Reason.BROKEN if state.broken else state.decided] % {"plugin": config.title})
