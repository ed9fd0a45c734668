"""Countywide as a distribution, and a plugin of somebody else's: installed, used, upgraded, switched off, removed.

What the installed programs do is done once, in the order of the fixtures; the tests look at what came of it.
`make test ARGS="-m outside"` runs this alone; it needs the package index that pip is set up with, or its cache.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.outside.installing import ROOT, Installation
from tests.outside.stages import Found, Stage

pytestmark = pytest.mark.outside


def running_files() -> Iterator[Path]:
    """The checkout's files that an installed Countywide has: all but tests, and what is made or hidden."""
    for top in ("core", "plugins", "sites", "settings"):
        for path in (ROOT / top).rglob("*"):
            parts = path.relative_to(ROOT).parts
            made = "__pycache__" in parts or path.suffix in {".pyc", ".po~"} or path.name.startswith(".")
            if path.is_file() and not made and ("tests" not in parts or "_template" in parts):
                yield path


def test_the_wheel_holds_what_runs_and_nothing_else(wheels: dict[str, Path]) -> None:
    names = ZipFile(wheels["countywide"]).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"core", "plugins", "sites", "settings", "countywide-0.1.0.dist-info"}
    stray = re.compile(r"(^|/)(tests|var|node_modules|__pycache__)/|\.pyc$")
    assert [name for name in names if stray.search(name)] == ["plugins/_template/tests/test_sample.py"]
    with ZipFile(wheels["countywide"]) as archive:
        packed = {name: archive.read(name) for name in names if not name.startswith("countywide-")}
    here = {path.relative_to(ROOT).as_posix(): path for path in running_files()}
    assert sorted(packed) == sorted(here)
    assert [name for name, path in here.items() if packed[name] != path.read_bytes()] == []
    for needed in (
        "core/design/static/design/site.css",
        "core/design/templates/design/base.html",
        "core/design/admin_locale/zh_Hans/LC_MESSAGES/django.mo",
        "core/testing/contract.py",
        "plugins/surveys/locale/zh_Hans/LC_MESSAGES/django.mo",
        "plugins/surveys/migrations/0001_initial.py",
        "plugins/_template/locale/zh_Hans/LC_MESSAGES/django.po",
        "sites/county/columns.csv",
        "sites/county/demonstration/organisations.csv",
    ):
        assert needed in names


def test_an_installed_countywide_writes_below_the_folder_it_is_run_in(
    before: Stage, empty: Installation
) -> None:
    assert {path.name for path in empty.county.iterdir()} == {"lists", "var"}


def test_plugin_new_makes_a_repository_where_countywide_is_installed(
    empty: Installation, tmp_path: Path
) -> None:
    empty.finished("countywide", "plugin", "new", "board", cwd=tmp_path)
    assert (tmp_path / "countywide-board" / "src" / "board" / "apps.py").is_file()
    assert not (empty.packages / "plugins" / "board").exists()


def test_without_settings_it_is_a_production_that_asks_for_its_secret(empty: Installation) -> None:
    plain = {key: value for key, value in empty.variables().items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [empty.programs / "countywide", "check"],
        cwd=empty.county,
        env=plain,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "Set COUNTYWIDE_SECRET_KEY to a random value" in done.stderr
    assert "settings.production" in done.stderr


def test_the_installed_contract_suite_passes(contract_suite: "subprocess.Popen[str]") -> None:
    said, complained = contract_suite.communicate()
    assert contract_suite.returncode == 0, said[-6000:] + complained[-2000:]
    assert re.search(r"^39 passed", said.splitlines()[-1]), said[-2000:]


def test_nothing_is_wrong_with_the_plugin(used: Found) -> None:
    assert "5 plugins, no fault." in used["check"]
    assert used["title"] == "失物招领"
    assert used["audit"] == "拾到物品：移交公安机关"


def test_its_page_type(used: Found) -> None:
    assert used["page"] == [200, ["蓝色雨伞", "黑色钱包"]]
    assert used["page_in_english"] == [200, ["To be fetched at: 镇便民服务中心"]]


def test_its_setting(used: Found) -> None:
    assert used["setting"] == 302
    assert used["counter"] == ["认领地点：镇便民服务中心"]


def test_its_slot_shows_as_many_as_the_setting_says(used: Found) -> None:
    assert used["slot"] == ["失物招领", "蓝色雨伞"]
    assert used["elsewhere"] is False
    assert used["offered_elsewhere"] is False


def test_its_screen_and_its_dashboard_panel(used: Found) -> None:
    assert used["finds"] == 3
    assert used["screen"] is True
    assert used["dashboard"] == ["有2件物品待认领。"]


def test_its_api_route(used: Found) -> None:
    fields = ["found_on", "id", "place", "state", "thing"]
    assert used["api"] == [
        ["旧手套", "fetched", fields],
        ["蓝色雨伞", "waiting", fields],
        ["黑色钱包", "waiting", fields],
    ]


def test_its_task_and_its_retention_rule(used: Found) -> None:
    assert used["after_task"] == [["旧手套", "fetched"], ["蓝色雨伞", "waiting"], ["黑色钱包", "handed_on"]]
    assert used["after_retention"] == [["蓝色雨伞", "waiting"], ["黑色钱包", "handed_on"]]


def test_broken_plugins_take_no_page_down(broken: Found) -> None:
    assert broken["statuses"] == [200, 200, 200, 200]
    assert {"b_syntax", "b_dependency", "b_newer", "b_double", "b_taken", "b_round", "b_models"}.isdisjoint(
        broken["loaded"]
    )
    said = "Plugin 'b_drawing': b_drawing."
    assert broken["told"] == [
        f"countywide.W119 {said}drags took longer than 0 ms",
        f"countywide.W119 {said}falls took longer than 0 ms",
        f"countywide.W119 {said}leaves took longer than 0 ms",
        f"countywide.W119 {said}misses took longer than 0 ms",
        f"countywide.W120 {said}falls raised RuntimeError: the slot fell over",
        f"countywide.W120 {said}leaves raised SystemExit: 1",
        f"countywide.W120 {said}misses raised TemplateDoesNotExist: no_such_template.html",
    ]


def test_an_upgrade_changes_the_rows_and_keeps_them(upgraded: Found) -> None:
    assert "lost_property 2.0" in upgraded["list"]
    assert upgraded["finds"] == [["蓝色雨伞", 2], ["黑色钱包", 1]]
    assert upgraded["page"] == [200, ["第2号"]]
    assert upgraded["api_fields"] == ["found_on", "id", "number", "place", "state", "thing"]
    assert upgraded["setting"] == "镇便民服务中心"


def test_switched_off_it_is_hidden_and_kept(closed: Found) -> None:
    assert closed == {
        "page": 404,
        "page_in_english": 404,
        "screen": 404,
        "slot": False,
        "api": 404,
        "finds": 2,
    }


def test_it_is_not_removed_with_its_content_unasked(removed: Found) -> None:
    assert "lost_property has content: 2 pages, 2 rows in plugin_lost_property_find" in removed["refused"]
    assert removed["export"].count("\n") == 8
    assert "蓝色雨伞" in removed["export"]


def test_removed_it_leaves_no_row_behind(before: Stage, removed: Found) -> None:
    after: Stage = removed["stage"]
    assert set(after.rows) == set(before.rows)
    for table in sorted(before.rows):
        # The audit record stays; the next test says what of it. What the worker has done is its own.
        if not table.startswith(("core_audit_", "django_tasks_")):
            assert after.rows[table] == before.rows[table], table


def test_only_the_audit_record_remembers_it(before: Stage, removed: Found) -> None:
    after: Stage = removed["stage"]
    assert {table for table, rows in after.rows.items() if any("lost_property" in row for row in rows)} == {
        "core_audit_auditrecord"
    }
    record = [row for row in after.rows["core_audit_auditrecord"] if '"plugin.removed"' in row]
    assert len(record) == 1
    assert '\\"plugin\\": \\"lost_property\\"' in record[0]


def test_removed_it_leaves_no_file_behind(before: Stage, removed: Found, empty: Installation) -> None:
    assert removed["stage"].files == before.files
    assert not (empty.packages / "lost_property").exists()
