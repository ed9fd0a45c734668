"""No installed plugin is forgotten, and none is proven twice in one run."""

from collections import Counter
from pathlib import Path

import pytest

from core.plugin_api import installed_plugins
from core.testing.contract import PluginContract
from tests.contract.proving import GENERAL, each_once, is_whole, proven

OWN = GENERAL.parent.parent.parent / "plugins" / "surveys" / "tests" / "test_contract.py"
TESTS = {name for name in dir(PluginContract) if name.startswith("test_")}
SLUGS = {config.slug for config in installed_plugins()}


def collected(session: pytest.Session, path: Path) -> list[pytest.Item]:
    """What a file holds, as pytest finds it."""
    module: pytest.Module = pytest.Module.from_parent(session, path=path)
    return list(session.genitems(module))


def of(slugs: set[str]) -> set[tuple[str, str]]:
    return {(slug, test) for slug in slugs for test in TESTS}


def test_the_general_tests_alone_are_about_every_installed_plugin(request: pytest.FixtureRequest) -> None:
    items = each_once(collected(request.session, GENERAL))
    assert Counter(proven(item) for item in items) == Counter(of(SLUGS))


def test_what_a_plugin_proves_itself_is_left_out_of_the_general_tests(request: pytest.FixtureRequest) -> None:
    items = each_once([*collected(request.session, GENERAL), *collected(request.session, OWN)])
    assert {proven(item) for item in items if item.path == GENERAL} == of(SLUGS - {"surveys"})
    assert {proven(item) for item in items if item.path == OWN} == of({"surveys"})
    assert len(items) == len(of(SLUGS))


def test_a_test_that_is_marked_is_not_left_out(request: pytest.FixtureRequest) -> None:
    own = collected(request.session, OWN)
    own[0].add_marker(pytest.mark.xfail)  # collected here only to be sorted, never run
    items = each_once([*collected(request.session, GENERAL), *own])
    assert [item.name for item in items if item.name == own[0].name and item.cls.slug == "surveys"] == [
        own[0].name, own[0].name
    ]  # fmt: skip


def test_this_run_proves_nothing_twice(request: pytest.FixtureRequest) -> None:
    times = Counter(found for item in request.session.items if (found := proven(item)))
    assert [found for found, count in times.items() if count > 1] == []


def test_only_the_suite_as_it_stands_proves_a_plugin() -> None:
    class Whole(PluginContract):
        """The class of a plugin's own file."""

        slug = "surveys"

        def test_of_its_own(self) -> None: ...

    class OneTestLess(PluginContract):
        slug = "surveys"
        test_readme_is_there = None

    class OtherPages(PluginContract):
        slug = "surveys"

        def make_page(self, *args: object) -> None: ...

    assert [is_whole(kind) for kind in (Whole, OneTestLess, OtherPages, object)] == [
        True, False, False, False
    ]  # fmt: skip
