"""Broken plugins: each a clear message, and the county runs on without them.

tests/outside/test_wheel.py looks at pages with all of them installed.
"""

import re

import pytest

from tests.contract.broken import CASES, install
from tests.contract.outside import run


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `manage.py check` says with all broken plugins installed at once."""
    folder = tmp_path_factory.mktemp("broken")
    install(folder)
    done = run(folder, "manage.py", "check")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return str(done.stderr)


@pytest.mark.parametrize("name", CASES)
def test_a_broken_plugin_is_a_clear_message(checked: str, name: str) -> None:
    _files, fault, message = CASES[name]
    found = [line for line in checked.splitlines() if f"(countywide.{fault})" in line and message in line]
    assert found, checked
    assert any(re.search(rf"'{name}|'notices|{name}", line) for line in found)


def test_every_message_says_what_to_do(checked: str) -> None:
    assert checked.count("HINT: ") == checked.count("(countywide.E")


def test_sound_plugins_are_not_touched(checked: str) -> None:
    assert "'queries'" not in checked
    assert "Plugin 'notices' " not in checked
    assert "'b_drawing'" not in checked
    assert "Plugin 'b_twin_one' " not in checked
