"""The system checks of plugins."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from core.plugin_api.contributions import Check
from core.plugin_api.manifest import installed_plugins
from core.plugin_api.problems import Fault, Problem, problems

from .api import urlpatterns_of_plugins
from .faults import RESTED, SLOW
from .hooks import plugin_viewsets
from .judging import judge_all
from .models import PluginFault
from .recorded import verbs_without_words
from .registry import contributions_at

RECENT = timedelta(days=7)
MOST = 50
"""Faults that are told at once."""
SLOW_HINT = "Give it one indexed query, and keep what is the same for all; docs/plugins/extension-points/page-slots.md."
RAISED_HINT = "The log has the whole exception under countywide.plugins."


def connect() -> None:
    """Register the checks."""
    register(plugin_faults, "plugins")
    register(faults_at_work, "plugins", Tags.database)


def faults_at_work(
    app_configs: Sequence[Any] | None = None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """What plugins did wrong within the last week: raised, or were slow. Needs `check --database default`."""
    if not databases or PluginFault._meta.db_table not in connection.introspection.table_names():
        return []
    recent = PluginFault.objects.filter(last_at__gt=timezone.now() - RECENT)[:MOST]
    return [_at_work(fault) for fault in recent]


def _at_work(fault: PluginFault) -> CheckMessage:
    slow = fault.message.startswith((SLOW, RESTED))
    with override("en"):
        said = fault.said if slow else f"raised {fault.message}"
    return Caution(
        f"Plugin '{fault.slug}': {fault.contribution} {said} "
        f"({fault.count} times, last on {fault.last_at:%Y-%m-%d %H:%M} UTC).",
        hint=SLOW_HINT if slow else RAISED_HINT,
        id="countywide.W119" if slow else "countywide.W120",
        obj=fault.slug,
    )


def plugin_faults(app_configs: Sequence[Any] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Every fault of every plugin: of loading, of its code, and what its own checks say."""
    own = list(_own_checks())  # reads the contributions, so that what is wrong with them is known below
    plugin_viewsets()
    urlpatterns_of_plugins()
    return [
        *(_error(problem) for problem in problems()),
        *(_error(problem) for problem in judge_all()),
        *own,
        *_verbs_without_words(),
    ]


def _verbs_without_words() -> Iterator[CheckMessage]:
    # A warning: plugins of before contract 1.5 could not say their verbs, and go on working.
    for config in installed_plugins():
        if found := verbs_without_words(config):
            yield Caution(
                f"Plugin '{config.slug}' records what it has no words for: {'; '.join(found)}.",
                hint="Declare AuditVerb(name=…, label=…) for the last part of each; docs/plugins/audit.md.",
                id="countywide.W118",
                obj=config.slug,
            )


def _error(problem: Problem) -> CheckMessage:
    return Error(problem.message, hint=problem.hint, id=problem.fault.value, obj=problem.plugin)


def _own_checks() -> Iterator[CheckMessage]:
    for owned in contributions_at(Check.point):
        if not isinstance(owned.contribution, Check):
            continue
        try:
            yield from owned.contribution.function()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - it may raise anything
            yield _error(
                Problem(
                    Fault.CHECK_RAISED,
                    owned.owner,
                    f"Plugin '{owned.owner}': its check {owned.id} raised {type(error).__name__}: {error}.",
                    "Mend the check: it should return messages.",
                )
            )
