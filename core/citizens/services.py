"""Signing citizens in, and their right to see and to erase what is kept about them (PIPL articles 45 and 47)."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.access.actors import SYSTEM
from core.audit.services import record
from core.plugin_host.keeping import erase_of_citizen, export_of_citizen, labels_of_personal_data

from .models import Citizen


def verified(*, email: str) -> Citizen:
    """The citizen with the address that has just been verified; made when there is none. Safe in parallel."""
    now = timezone.now()
    found = Citizen.objects.filter(email__iexact=email).first()
    if found is None:
        try:
            with transaction.atomic():
                found = Citizen.objects.create(email=email, verified_at=now, last_signed_in_at=now)
                record(action="citizen.registered", by=SYSTEM, target=found)
        except IntegrityError:
            found = Citizen.objects.get(email__iexact=email)
    Citizen.objects.filter(pk=found.pk).update(last_signed_in_at=now)
    return found


def export(*, citizen: Citizen) -> Mapping[str, Any]:
    """All that is kept about the citizen, by the core and by every plugin, as JSON. Raises what a plugin raises: an
    export that leaves something out would be a lie."""
    found = {
        "account": {
            "email": citizen.email,
            "verified_at": citizen.verified_at.isoformat(),
            "created_at": citizen.created_at.isoformat(),
            "last_signed_in_at": citizen.last_signed_in_at.isoformat(),
        },
        **export_of_citizen(citizen=citizen),
    }
    record(action="citizen.exported", by=SYSTEM, target=citizen)
    return found


def kept(*, citizen: Citizen) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The same as the citizen reads it on the screen: (what it is, its rows) of every plugin that keeps something."""
    labels = labels_of_personal_data()
    rows = export_of_citizen(citizen=citizen)
    return [(labels[name], found) for name, found in rows.items() if found]


@transaction.atomic
def erase(*, citizen: Citizen) -> int:
    """Erase the account and what plugins keep, or nothing if one of them fails. Returns how many rows."""
    erased = sum(erase_of_citizen(citizen=citizen).values()) + 1
    record(action="citizen.erased", by=SYSTEM, target=citizen, data={"rows": erased})
    citizen.delete()
    return erased
