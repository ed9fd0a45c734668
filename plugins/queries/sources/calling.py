"""Going to a source: time-outs, further tries with growing pauses, and the circuit breaker around them."""

import hashlib
import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from core.sealing import unseal
from core.tenancy.table import subsite_table
from plugins.queries.models.sources import CachedAnswer, DataSource
from plugins.queries.sources.faults import PASSING, Fault, SourceError
from plugins.queries.sources.health import claim_try, note_failure, note_success
from plugins.queries.sources.matching import matching
from plugins.queries.sources.provider import Fetched, Provider, Record
from plugins.queries.sources.registry import PROVIDERS

FIRST_WAIT = 0.2
"""Seconds before the second try; twice as long before each further one, less up to a half by chance."""
RECORDS = 50
"""Records of one answer that are kept and shown at most."""

wait = time.sleep


@dataclass(frozen=True)
class Answered:
    """Records, and when they were given; `down_since` where the source fails now and these are the last good ones."""

    records: list[dict[str, str]]
    answered_at: datetime
    down_since: datetime | None = None


def provider_of(source: DataSource) -> Provider[Any]:
    """The provider with its settings and its secret in clear. Raises `SourceError` when the secret can't be opened."""
    kind = PROVIDERS[source.provider]
    try:
        secret = unseal(source.sealed_secret) if source.sealed_secret else ""
    except ValueError:
        raise SourceError(Fault.REFUSED) from None
    entry = subsite_table().by_id[source.subsite_id]
    return kind(kind.stored(source.settings), subsite=entry, secret=secret)


def read_all(source: DataSource) -> Fetched:
    """All rows. Raises `SourceError`."""
    return _guarded(source, lambda provider, seconds: provider.read_all(seconds))


def ask(source: DataSource, facts: Mapping[str, str]) -> list[Record]:
    """The records that agree with every fact. Nothing is kept. Raises `SourceError`."""
    return _guarded(source, lambda provider, seconds: matching(provider, provider.ask(facts, seconds), facts))


def ask_with_cache(source: DataSource, facts: Mapping[str, str]) -> Answered:
    """The records for a question that is not personal: a fresh kept answer, or a new one, or else the last good one.

    Raises `SourceError` when there is none at all.
    """
    question = hashlib.sha256(json.dumps(sorted(facts.items())).encode()).hexdigest()
    kept = CachedAnswer.objects.filter(source=source, question=question).first()
    now = timezone.now()
    if kept and now - kept.answered_at < timedelta(minutes=source.cache_minutes):
        return Answered(kept.records, kept.answered_at)
    try:
        found = _guarded(source, lambda provider, seconds: _open_answer(provider, facts, seconds))
    except SourceError:
        if kept is None:
            raise
        since = DataSource.objects.values_list("down_since", flat=True).get(pk=source.pk)
        return Answered(kept.records, kept.answered_at, since or now)
    records = [dict(record.values) for record in found[:RECORDS]]
    CachedAnswer.objects.update_or_create(
        source=source, question=question, defaults={"records": records, "answered_at": now}
    )
    return Answered(records, now)


def _open_answer(provider: Provider[Any], facts: Mapping[str, str], seconds: float) -> list[Record]:
    found = provider.ask(facts, seconds)
    return found if provider.searches else matching(provider, found, facts)


def _guarded[T](source: DataSource, work: Callable[[Provider[Any], float], T]) -> T:
    claim_try(source)
    began = time.monotonic()
    try:
        result = _tried(source, work, began + source.timeout_seconds)
    except SourceError as error:
        note_failure(source, error.fault)
        raise
    note_success(source, int((time.monotonic() - began) * 1000))
    return result


def _tried[T](source: DataSource, work: Callable[[Provider[Any], float], T], ends: float) -> T:
    """Try until it works, the fault is none that passes, the tries are used up, or the time is."""
    provider = provider_of(source)
    for attempt in range(source.retries + 1):
        left = ends - time.monotonic()
        try:
            return work(provider, max(left, 0.001))
        except SourceError as error:
            pause = FIRST_WAIT * 2**attempt * random.uniform(0.5, 1)  # noqa: S311 - spreads load, keeps no secret
            left = ends - time.monotonic()
            if error.fault not in PASSING or attempt == source.retries or left <= pause:
                raise
            wait(pause)
    raise SourceError(Fault.TIME)
