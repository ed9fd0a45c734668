"""The system checks of plugins."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's name for it

from core.plugin_api.contributions import Check
from core.plugin_api.manifest import installed_plugins
from core.plugin_api.problems import Fault, Problem, problems

from .judging import judge_all
from .recorded import verbs_without_words
from .registry import contributions_at


def connect() -> None:
    """Register the checks."""
    register(plugin_faults, "plugins")


def plugin_faults(app_configs: Sequence[Any] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Every fault of every plugin: of loading, of its code, and what its own checks say."""
    own = list(_own_checks())  # reads the contributions, so that what is wrong with them is known below
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
            yield Warning(
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
        except Exception as error:  # noqa: BLE001 - a stranger's check may raise anything
            yield _error(
                Problem(
                    Fault.CHECK_RAISED,
                    owned.owner,
                    f"Plugin '{owned.owner}': its check {owned.id} raised {type(error).__name__}: {error}.",
                    "Mend the check: it should return messages.",
                )
            )
