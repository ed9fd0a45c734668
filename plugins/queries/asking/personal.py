"""A personal look-up: who asks, whether they may, what they see; recorded without what they saw."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

from core.plugin_api import SYSTEM, record
from plugins.queries.asking.limiting import within_limits
from plugins.queries.asking.pacing import paced
from plugins.queries.sources.calling import ask
from plugins.queries.sources.faults import SourceError
from plugins.queries.sources.matching import canonical

if TYPE_CHECKING:
    from plugins.queries.models import SourcePage

RECORDS = 20


class Outcome(Enum):
    """How it ended. `NOTHING` is the same for an unknown person and for facts that do not agree."""

    ANSWERED = "answered"
    NOTHING = "nothing"
    LIMITED = "limited"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class PersonalAnswer:
    """What the citizen gets: for each record its labels and values."""

    outcome: Outcome
    records: list[list[tuple[str, str]]] = field(default_factory=list)
    verified: bool = False


def look_up(page: "SourcePage", request: HttpRequest, facts: dict[str, str], citizen: Any) -> PersonalAnswer:
    """Ask for a person: by several facts, or (without facts) by the account's own address."""
    answer = _looked_up(page, request, facts, citizen)
    record(
        action="personal_look_up.asked",
        by=SYSTEM,
        subsite=page.subsite_entry,
        target=page,
        data={
            "outcome": answer.outcome.value,
            "identity": "facts" if facts else "account",
            **({"citizen": citizen.pk} if citizen else {}),
        },
    )
    return answer


def _looked_up(
    page: "SourcePage", request: HttpRequest, facts: dict[str, str], citizen: Any
) -> PersonalAnswer:
    definition, source = page.definition, page.source
    by_account = not facts and citizen is not None and bool(definition.account_field)
    if by_account and citizen is not None:
        facts = {definition.account_field: citizen.email}
    first = canonical(next(iter(facts.values())))
    keys = {
        "person": f"citizen:{citizen.pk}" if citizen else "\0".join(map(canonical, facts.values())),
        "address": BaseThrottle().get_ident(request) or "",  # type: ignore[arg-type]  # reads META only
        "record": f"{page.pk}:{first}",
    }
    if not within_limits(page.subsite_entry, keys):
        return PersonalAnswer(Outcome.LIMITED)
    assert source is not None  # noqa: S101 - a page with faults is not asked
    try:
        # Only what the source is asked for tells by its time. Who is over a limit is sent away at once, and holds no
        # thread of the server.
        with paced():
            found = ask(source, facts)
    except SourceError:
        return PersonalAnswer(Outcome.UNAVAILABLE)
    if not found:
        return PersonalAnswer(Outcome.NOTHING)
    shown, verified = [], True
    for each in found[:RECORDS]:
        own = by_account or _is_own(each.values.get(definition.account_field, ""), citizen)
        verified &= own
        shown.append(definition.shown(each.values, verified=own))
    return PersonalAnswer(Outcome.ANSWERED, shown, verified)


def _is_own(address: str, citizen: Any) -> bool:
    """Whether a record holds the verified address of who is signed in."""
    return citizen is not None and bool(address) and canonical(address) == canonical(citizen.email)
