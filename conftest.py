"""What every test of the project has: databases by copying, and files of its own."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.test import override_settings
from django.utils.translation import deactivate

from core.tenancy.holding import forget, is_held

# A busy machine is no fault: no test depends on the time it takes.
hypothesis.settings.register_profile("countywide", deadline=None)
hypothesis.settings.load_profile("countywide")

pytest_plugins = ["core.testing.databases", "core.testing.fixtures"]


HERE = Path(__file__).resolve().parent
LONGEST_FIRST = ("tests/outside/", "tests/e2e/test_admin_screens", "tests/isolation/", "tests/e2e/", "tests/")
"""Beginnings of paths, in the order in which their tests run; all others come after.

Two processes share the files: a long one that begins late keeps one of them waiting for the other. The first of e2e
builds the demonstration, for which a second one would wait; so what needs none comes between.
"""


def place(item: pytest.Item) -> int:
    """Where an item's file stands in that order."""
    path = item.path.as_posix().removeprefix(f"{HERE.as_posix()}/")
    found = (number for number, beginning in enumerate(LONGEST_FIRST) if path.startswith(beginning))
    return next(found, len(LONGEST_FIRST))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what lies in tests/e2e; at last, have the long files first. Within a file the order stays."""
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
    yield
    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def _media_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Uploads of tests never land among a person's own."""
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture(autouse=True)
def _language_of_its_own() -> Iterator[None]:
    """A request leaves its thread in the visitor's language, which words of the tests after it would be in."""
    yield
    deactivate()


@pytest.fixture(autouse=True)
def _no_response_left_open() -> Iterator[None]:
    """A streamed response that no one read holds its request's view of the county in the tests after it."""
    yield
    if is_held():
        forget()
        pytest.fail("A response was left open: read it to its end, or close it.")
