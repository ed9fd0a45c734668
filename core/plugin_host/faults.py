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


def record_fault(slug: str, contribution: str, error: BaseException) -> None:
    """Log the exception with its plugin, and count it for the staff. Never raises because of the database."""
    logger.error("plugin %s: %s raised %s", slug, contribution, type(error).__name__, exc_info=error)
    message = f"{type(error).__name__}: {error}"[:500]
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
