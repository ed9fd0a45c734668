"""The furnished county, once for each file of tests, and files that are kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.template import Template
from django.test import override_settings
from django.test.utils import _TestState

from tests.isolation.offices import World, build


@contextmanager
def templates_untold() -> Iterator[None]:
    """Templates are drawn as in production: what Django's test client notes of each, nobody looks at here."""
    told = Template._render
    Template._render = _TestState.saved_data.template_render
    yield
    Template._render = told


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The county that is walked; each visit is rolled back, and at the end all of it."""
    from django.conf import settings
    from django.core.cache import cache

    storages = {**settings.STORAGES, "default": {"BACKEND": "tests.isolation.files.KeptFiles"}}
    with (
        override_settings(STORAGES=storages),
        django_db_blocker.unblock(),
        transaction.atomic(),
        templates_untold(),
    ):
        cache.clear()
        yield build()
        transaction.set_rollback(True)
    cache.clear()
