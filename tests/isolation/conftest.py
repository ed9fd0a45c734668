"""The furnished county, once for each file of tests, and files that are kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.template import Template
from django.test import override_settings
from django.test.utils import _TestState

from core.testing.databases import current
from tests.isolation.offices import World, build


@contextmanager
def templates_untold() -> Iterator[None]:
    """Templates are drawn as in production: what Django's test client notes of each, nobody looks at here."""
    told = Template._render
    Template._render = _TestState.saved_data.template_render
    yield
    Template._render = told


@pytest.fixture(scope="module")
def world(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The county that is walked; each visit is rolled back, and at the end the database is what it was.

    It is committed: triggers are made on the way, and in the transaction that made them SQLite reads its whole schema
    again after each visit.
    """
    from django.conf import settings
    from django.core.cache import cache

    storages = {**settings.STORAGES, "default": {"BACKEND": "tests.isolation.files.KeptFiles"}}
    with override_settings(STORAGES=storages), django_db_blocker.unblock(), templates_untold():
        cache.clear()
        try:
            with transaction.atomic():
                built = build()
                connection.run_on_commit.clear()  # done already, on the way
            yield built
        finally:
            request.config.stash[current].databases.copy_baseline()
    cache.clear()
