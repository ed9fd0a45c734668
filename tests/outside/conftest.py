"""The journey of an installed Countywide and a plugin of somebody else's, once, in the order of the fixtures."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import connection

from deploy.commands import postgres
from deploy.commands.demonstration import DATABASE
from tests.contract.broken import install
from tests.outside.installing import HERE, ROOT, Installation, built, repository
from tests.outside.stages import Found, Stage, stage


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """A PostgreSQL server of the journey's own where the suite runs on PostgreSQL; else "", which is SQLite."""
    tools = postgres.binaries() if connection.vendor == "postgresql" else None
    with postgres.temporary_cluster(tools) if tools else nullcontext("") as url:
        yield url


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheels of Countywide and of the two versions of the plugin."""
    folder = tmp_path_factory.mktemp("wheels")
    first = repository(folder / "first", "lost_property")
    second = repository(folder / "second", "lost_property", "lost_property_2")
    return {"countywide": built(ROOT, folder), "1.0": built(first, folder), "2.0": built(second, folder)}


@pytest.fixture(scope="module")
def empty(
    wheels: dict[str, Path], database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """A clean environment with Countywide and what it depends on."""
    made = Installation(tmp_path_factory.mktemp("installation"), database_url)
    made.make()
    made.pip("install", "--no-deps", wheels["countywide"])
    return made


@pytest.fixture(scope="module")
def migrated(empty: Installation, migrated_database: Callable[[], Path | None]) -> Installation:
    """The same, with the tables of Countywide.

    On SQLite they are those of the checkout's own tests, made from nothing by the same migrations: the wheel holds
    them byte for byte (test_wheel.py), and none is left to apply. On PostgreSQL it makes them itself.
    """
    template = None if empty.database_url else migrated_database()
    if template is not None:
        (empty.county / "var").mkdir()
        shutil.copyfile(template, empty.county / "var" / DATABASE)
    said = empty.countywide("migrate")
    assert ("No migrations to apply." in said) is (template is not None), said
    return empty


@pytest.fixture(scope="module")
def contract_suite(
    migrated: Installation, wheels: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator["subprocess.Popen[str]"]:
    """The plugin's own tests, run in its repository with what is installed, beside the journey."""
    beside = migrated.copy(tmp_path_factory.mktemp("beside"))
    beside.pip("install", "--no-deps", wheels["1.0"])
    plugin = repository(tmp_path_factory.mktemp("repository") / "lost_property", "lost_property")
    if not beside.database_url:
        beside.finished("python", HERE / "inside" / "seed.py", plugin)
    with beside.start("python", "-m", "pytest", "-q", cwd=plugin) as running:
        yield running
        running.kill()


@pytest.fixture(scope="module")
def before(migrated: Installation, contract_suite: object) -> Stage:
    """A county made from lists, in a folder that was empty, without the plugin."""
    empty = migrated
    empty.countywide("build_county", "--example", "lists")
    with (empty.county / "lists" / "people.csv").open("a", encoding="utf-8") as people:
        people.write("chengguan-manager,示例主任,manager@county.example,100001100,manager\r\n")
    empty.countywide("build_county", "lists")
    empty.ask("translate.py")
    return stage(empty)


@pytest.fixture(scope="module")
def used(before: Stage, empty: Installation, wheels: dict[str, Path]) -> Found:
    """Version 1.0, installed, switched on for one town, and used."""
    empty.pip("install", "--no-deps", wheels["1.0"])
    empty.countywide("migrate", "--verbosity", "0")
    empty.countywide("sync_grants")
    check = empty.countywide("plugin", "check")
    empty.countywide("plugin", "enable", "lost_property", "chengguan")
    return {"check": check, **empty.ask("use.py")}


@pytest.fixture(scope="module")
def broken(used: Found, empty: Installation) -> Found:
    """Every broken plugin of tests/contract beside it, for the time of a few pages."""
    empty.more.mkdir()
    install(empty.more)
    try:
        return dict(empty.ask("use_broken.py"))
    finally:
        shutil.rmtree(empty.more)


@pytest.fixture(scope="module")
def upgraded(used: Found, empty: Installation, wheels: dict[str, Path]) -> Found:
    """Version 2.0 in its place."""
    empty.pip("install", "--no-deps", wheels["2.0"])
    empty.countywide("migrate", "--verbosity", "0")
    return {"list": empty.countywide("plugin", "list"), **empty.ask("use_upgraded.py")}


@pytest.fixture(scope="module")
def closed(upgraded: Found, empty: Installation) -> Found:
    """The plugin switched off again, its content still there."""
    empty.countywide("plugin", "disable", "lost_property", "chengguan")
    return dict(empty.ask("use_closed.py"))


@pytest.fixture(scope="module")
def removed(closed: Found, empty: Installation) -> Found:
    """Taken out of the database, then out of the environment."""
    refused = empty.countywide("plugin", "remove", "lost_property", code=1)
    export = empty.folder / "export.jsonl"
    said = empty.countywide("plugin", "remove", "lost_property", "--export", export, "--delete")
    empty.pip("uninstall", "--yes", "countywide-lost-property")
    return {"refused": refused, "said": said, "export": export.read_text("utf-8"), "stage": stage(empty)}
