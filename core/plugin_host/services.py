"""Switching plugins and setting policy: the only path, for the screens, the command, the seed and the API."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor
from core.access.grants import require
from core.audit.services import record
from core.plugin_api.events import PluginDisabled, PluginEnabled, publish
from core.plugin_api.manifest import PluginConfig, installed_plugins, plugin
from core.tenancy.holding import let_go
from core.tenancy.models import Subsite, TenancyRevision
from core.tenancy.table import SubsiteTable, subsite_table, touch_revision

from .models import PluginPolicy, PluginSwitch, PolicyRule
from .state import PluginState, Reason, StateTable, states, states_on


class PluginRefusal(ValidationError):
    """A switch or a policy that can't be, with the reason in words for the person who asked."""


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


@transaction.atomic
def set_policy(
    *, slug: str, rule: PolicyRule | str | None, by: Actor, profile: str = "", subsite: Any = None
) -> bool:
    """Say for a profile, or for one subsite, that a plugin is forced, allowed or forbidden; None unsays it.

    True when that changed anything. Raises PermissionDenied without `administer_policy`, PluginRefusal when
    both or neither of profile and subsite are given, for an always-on plugin, and when a plugin that must be
    on would lack one that it requires.
    """
    require(by, "administer_policy", subsite_table().portal)
    config = _known(slug)
    if (not profile) is (subsite is None):
        raise PluginRefusal(_("Policy is set for a profile or for one subsite, not for both."))
    if config.availability == "always_on" and rule is not None:
        raise PluginRefusal(_("“%(plugin)s” is part of every subsite.") % {"plugin": config.title})
    rule = PolicyRule(rule) if rule is not None else None
    _lock()
    before = states(subsite_table())
    subsite_id: Any = subsite.pk if subsite is not None else None
    scope = PluginPolicy.objects.filter(slug=slug, profile=profile, subsite_id=subsite_id)
    if rule == scope.values_list("rule", flat=True).first():
        return False
    if rule is None:
        scope.delete()
    else:
        PluginPolicy.objects.update_or_create(
            slug=slug,
            profile=profile,
            subsite_id=subsite_id,
            defaults={"rule": rule, "changed_by": _person(by)},
        )
    after = _changed()
    _refuse_broken_promises(after)
    record(
        action="plugin_policy.set",
        by=by,
        subsite=subsite,
        data={"plugin": slug, "profile": profile, "rule": rule.value if rule else None},
    )
    _tell(before, states(after))
    return True


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
    _tell({entry.id: found}, {entry.id: states_on(entry)})
    return True


def titles(slugs: Iterable[str]) -> str:
    """The plugins' titles in quotation marks, for a sentence."""
    found = [plugin(slug) for slug in slugs]
    names = [str(config.title) if config else slug for config, slug in zip(found, slugs, strict=True)]
    return _(", ").join(_("“%(title)s”") % {"title": name} for name in names)


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


def _changed() -> SubsiteTable:
    touch_revision()
    let_go()
    return subsite_table()


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


def _refuse_broken_promises(table: SubsiteTable) -> None:
    """What must be on has to have what it requires."""
    for subsite_id, found in states(table).items():
        for slug, state in found.items():
            if state.decided == Reason.FORCED and state.missing:
                config = plugin(slug)
                raise PluginRefusal(
                    _("On %(subsite)s “%(plugin)s” is always on, and needs %(others)s, which is off there.")
                    % {
                        "subsite": table.by_id[subsite_id].display_name,
                        "plugin": config.title if config else slug,
                        "others": titles(state.missing),
                    }
                )


def _tell(before: StateTable, after: StateTable) -> None:
    for subsite_id, found in after.items():
        earlier = before.get(subsite_id, {})
        for slug, state in found.items():
            was_on = slug in earlier and earlier[slug].on
            if state.on and not was_on:
                publish(PluginEnabled(subsite_id=subsite_id, slug=slug))
            elif was_on and not state.on:
                publish(PluginDisabled(subsite_id=subsite_id, slug=slug))
