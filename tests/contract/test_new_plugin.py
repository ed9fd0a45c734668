"""What `manage.py plugin new` makes is a plugin at once."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from tests.contract import outside


def test_a_new_plugin_passes_the_contract_suite_at_once(
    tmp_path: Path, migrated_database: Callable[[], Path | None]
) -> None:
    call_command(
        "plugin",
        "new",
        "notice_board",
        title="Notice board",
        folder=tmp_path,
        package="notice_board",
        verbosity=0,
    )
    outside.register(tmp_path, {"notice_board": "notice_board.apps:NoticeBoardConfig"})
    (tmp_path / "conftest.py").write_text(
        'pytest_plugins = ["core.testing.databases", "core.testing.fixtures"]\n'
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n")
    if template := migrated_database():
        outside.seed(tmp_path, template)
    done = outside.run(tmp_path, "-m", "pytest", str(tmp_path), "-q", "--rootdir", str(tmp_path))
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " failed" not in done.stdout
    assert "42 passed" in done.stdout


def test_nothing_of_the_template_s_name_is_left(tmp_path: Path) -> None:
    call_command("plugin", "new", "notice_board", title="Notice board", folder=tmp_path, verbosity=0)
    for path in (tmp_path / "notice_board").rglob("*"):
        assert "sample" not in path.name
        if path.suffix in {".py", ".html", ".md", ".po"}:
            text = path.read_text(encoding="utf-8")
            assert "sample" not in text.lower(), path
            assert "_template" not in text, path


@pytest.mark.parametrize("slug", ["ab", "polls", "samples", "notice_board_of_the_town", "a" * 40])
def test_code_and_tests_are_formatted_whatever_the_length_of_the_name(tmp_path: Path, slug: str) -> None:
    folder = tmp_path / "plugins"
    call_command("plugin", "new", slug, folder=folder, verbosity=0)
    for check in (["format", "--check"], ["check", "--ignore=S101,INP001"]):  # tests outside of this checkout
        done = outside.run(tmp_path, "-m", "ruff", *check, "--config", "pyproject.toml", str(folder / slug))
        assert done.returncode == 0, done.stdout + done.stderr


def test_one_outside_is_a_repository_that_builds(tmp_path: Path) -> None:
    call_command(
        "plugin", "new", "notice_board", title="Notice board", outside=True, folder=tmp_path, verbosity=0
    )
    made = tmp_path / "countywide-notice-board"
    assert {path.name for path in made.iterdir()} == {
        "pyproject.toml", "README.md", "CHANGELOG.md", ".gitignore", "conftest.py", "src", "tests"
    }  # fmt: skip
    project = tomllib.loads((made / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == ["countywide>=0.1.0"]
    assert project["entry-points"]["countywide.plugins"] == {
        "notice_board": "notice_board.apps:NoticeBoardConfig"
    }
    done = outside.run(
        tmp_path, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(made)
    )
    assert done.returncode == 0, done.stdout + done.stderr
    names = ZipFile(tmp_path / "countywide_notice_board-0.1-py3-none-any.whl").namelist()
    assert "notice_board/locale/zh_Hans/LC_MESSAGES/django.mo" in names
    assert "notice_board/templates/notice_board/notice_board_page.html" in names
    assert [name for name in names if "test" in name] == []


def test_one_outside_is_not_made_over_another(tmp_path: Path) -> None:
    (tmp_path / "countywide-board").mkdir()
    with pytest.raises(CommandError, match="is there already"):
        call_command("plugin", "new", "board", outside=True, folder=tmp_path)
    assert list((tmp_path / "countywide-board").iterdir()) == []


@pytest.mark.parametrize("slug", ["Board", "b", "9lives", "a-b", "search", "api"])
def test_a_bad_name_makes_nothing(tmp_path: Path, slug: str) -> None:
    with pytest.raises(CommandError):
        call_command("plugin", "new", slug, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "board").mkdir()
    with pytest.raises(CommandError, match="is there already"):
        call_command("plugin", "new", "board", folder=tmp_path)
    assert list((tmp_path / "board").iterdir()) == []


@pytest.mark.parametrize("title", ['a "b"', "it's", "back\\slash", "two\nlines"])
def test_a_title_that_would_break_code_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(CommandError):
        call_command("plugin", "new", "board", title=title, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
