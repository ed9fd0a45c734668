"""Duties that hold whether a plugin is on or off: retention, export and erasure of personal data."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core.access.actors import SYSTEM, Actor
from core.access.grants import require
from core.audit.services import record
from core.plugin_api.contributions import PersonalData, RetentionRule
from core.review.origin import importing
from core.tenancy.table import subsite_table

from .collecting import attempt
from .registry import contributions_at

if TYPE_CHECKING:
    from core.accounts.models import User
    from core.citizens.models import Citizen


def apply_retention() -> Mapping[str, int]:
    """Delete what has been kept long enough, of all plugins. Returns how many rows by contribution id.

    Each rule runs in a transaction of its own; one that raises is recorded as a fault and left out of the result.
    """
    deleted: dict[str, int] = {}
    for owned in contributions_at(RetentionRule.point):

        def run(rule: Any, name: str = owned.id) -> int:
            # What was public and is over is no longer anybody's to take back.
            with transaction.atomic(), importing(f"retention {name}"):
                count: int = rule.expired(timezone.now() - rule.keep).delete()[0]
                if count:
                    record(action="retention.applied", by=SYSTEM, data={"rule": name, "rows": count})
                return count

        for answer in attempt(owned, run):
            deleted[owned.id] = answer.value
    return deleted


def export_personal_data(*, person: "User", by: Actor) -> Mapping[str, list[Mapping[str, Any]]]:
    """What all plugins keep about a person, by contribution id.

    Raises PermissionDenied unless the person asks for themselves or `by` holds `administer_policy`. An exception
    of a plugin is raised: an export that leaves something out would be a lie.
    """
    _may_handle(by, person)
    found = {}
    for owned in contributions_at(PersonalData.point):
        if isinstance(owned.contribution, PersonalData):
            found[owned.id] = list(owned.contribution.export(person))
    record(action="personal_data.exported", by=by, target=person)
    return found


@transaction.atomic
def erase_personal_data(*, person: "User", by: Actor) -> Mapping[str, int]:
    """Erase what all plugins keep about a person, or nothing if one of them fails. Rows by contribution id.

    Raises PermissionDenied as export_personal_data does, and whatever a plugin raises.
    """
    _may_handle(by, person)
    erased = {}
    for owned in contributions_at(PersonalData.point):
        if isinstance(owned.contribution, PersonalData):
            erased[owned.id] = owned.contribution.erase(person)
    record(action="personal_data.erased", by=by, target=person, data={"rows": sum(erased.values())})
    return erased


def labels_of_personal_data() -> Mapping[str, str]:
    """What plugins keep about people, in words, by contribution id."""
    return {
        owned.id: str(owned.contribution.label)
        for owned in contributions_at(PersonalData.point)
        if isinstance(owned.contribution, PersonalData)
    }


def export_of_citizen(*, citizen: "Citizen") -> Mapping[str, list[Mapping[str, Any]]]:
    """What all plugins keep about a citizen, by contribution id. Raises what a plugin raises."""
    return {
        owned.id: list(owned.contribution.export_citizen(citizen))
        for owned in contributions_at(PersonalData.point)
        if isinstance(owned.contribution, PersonalData) and owned.contribution.export_citizen is not None
    }


@transaction.atomic
def erase_of_citizen(*, citizen: "Citizen") -> Mapping[str, int]:
    """Erase what all plugins keep about a citizen, or nothing if one of them fails. Rows by contribution id."""
    return {
        owned.id: owned.contribution.erase_citizen(citizen)
        for owned in contributions_at(PersonalData.point)
        if isinstance(owned.contribution, PersonalData) and owned.contribution.erase_citizen is not None
    }


def _may_handle(by: Actor, person: "User") -> None:
    if by is not SYSTEM and by != person:
        require(by, "administer_policy", subsite_table().portal)
