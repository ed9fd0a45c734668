"""Exceptions of plugins: logged, counted, and shown to staff on the plugins screen."""

import logging

from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from .models import PluginFault

logger = logging.getLogger("countywide.plugins")

WRITE_EVERY_SECONDS = 60
"""The same fault is written at most this often: a broken slot must not become a write per view."""

SLOW, RESTED = "Slow: ", "Rested: "
"""How the messages about slowness begin; the time follows. `PluginFault.said` has them in words."""


def record_fault(slug: str, contribution: str, error: BaseException) -> None:
    """Log the exception with its plugin, and count it for the staff. Never raises because of the database."""
    logger.error("plugin %s: %s raised %s", slug, contribution, type(error).__name__, exc_info=error)
    _write_down(slug, contribution, f"{type(error).__name__}: {error}"[:500])


def record_slowness(slug: str, contribution: str, *, budget: float, rest: float) -> None:
    """Count an answer that took longer than `budget` seconds, and that it rests for `rest` seconds from now on."""
    _write_down(slug, contribution, f"{SLOW}{budget * 1000:.0f} ms")
    if rest:
        logger.error("plugin %s: %s is left out for %.0f s: it is slow", slug, contribution, rest)
        _write_down(slug, contribution, f"{RESTED}{rest:.0f} s")


def _write_down(slug: str, contribution: str, message: str) -> None:
    if not cache.add(f"plugin_fault:{hash((slug, contribution, message))}", True, WRITE_EVERY_SECONDS):
        return
    try:
        with transaction.atomic():
            _count(slug, contribution, message)
    except DatabaseError:
        logger.exception("the fault of plugin %s could not be written down", slug)


def _count(slug: str, contribution: str, message: str) -> None:
    same = PluginFault.objects.filter(slug=slug, contribution=contribution, message=message)
    if same.update(count=F("count") + 1, last_at=timezone.now()):
        return
    try:
        with transaction.atomic():
            PluginFault.objects.create(
                slug=slug, contribution=contribution, message=message, last_at=timezone.now()
            )
    except IntegrityError:  # another process was first
        same.update(count=F("count") + 1, last_at=timezone.now())
