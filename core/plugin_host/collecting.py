"""Asking the plugins: enabled ones only, in order, each one's exception for itself."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from core.plugin_api.contributions import Answer, Contribution, Owned

from .faults import record_fault, record_slowness
from .gate import is_open
from .pace import pace
from .registry import contributions_at


def open_contributions[C: Contribution](point: type[C], *, subsite: Any) -> list[Owned[C]]:
    """The contributions of the plugins that are on for the subsite, in order."""
    owned = cast("tuple[Owned[C], ...]", contributions_at(point.point))
    is_on = {slug: is_open(slug, subsite) for slug in {each.owner for each in owned}}
    return [each for each in owned if is_on[each.owner]]


def collect[C: Contribution, R](
    point: type[C],
    *,
    subsite: Any,
    call: Callable[[C], R],
    where: Callable[[C], bool] | None = None,
) -> list[Answer[C, R]]:
    """Ask every contribution of the plugins that are on for the subsite: `call` is applied to each in order.

    An exception is logged with the plugin, counted for the staff and leaves that answer out, unless the point
    may refuse: there it is the answer, and is raised. One that is slow again and again rests for a while
    (core.plugin_host.pace). `where` picks among the contributions.
    """
    answers: list[Answer[C, R]] = []
    for owned in open_contributions(point, subsite=subsite):
        if where is not None and not where(owned.contribution):
            continue
        answers += attempt(owned, call, subsite=subsite)
    return answers


def attempt[C: Contribution, R](
    owned: Owned[C], call: Callable[[C], R], *, subsite: Any = None
) -> list[Answer[C, R]]:
    """One contribution's answer in a list, or an empty list when it raised, or rests for its slowness (see collect)."""
    if owned.contribution.budget is None:
        return _isolated(owned, call)
    budget = owned.contribution.budget * settings.PLUGIN_PATIENCE
    key = (owned.id, getattr(subsite, "pk", 0))
    if pace.rests(key):
        return []
    began = pace.clock()
    answers = _isolated(owned, call)
    rest = pace.note(key, pace.clock() - began, budget)
    if rest is not None:
        record_slowness(owned.owner, owned.id, budget=budget, rest=rest)
    return answers


def _isolated[C: Contribution, R](owned: Owned[C], call: Callable[[C], R]) -> list[Answer[C, R]]:
    try:
        if transaction.get_connection().in_atomic_block:
            # A database error inside must not spoil the transaction around.
            with transaction.atomic():
                return [Answer(owned, call(owned.contribution))]
        return [Answer(owned, call(owned.contribution))]
    except (Exception, SystemExit) as error:  # Isolation is the point: a stranger's code may raise anything.
        if owned.contribution.may_refuse:
            raise
        record_fault(owned.owner, owned.id, error)
        return []
