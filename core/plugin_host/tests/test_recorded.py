"""Finding what a plugin's source records."""

from pathlib import Path

import pytest

from core.plugin_host.checks import plugin_faults
from core.plugin_host.recorded import _actions, verbs_without_words
from core.plugin_host.tests.test_collecting import put

SOURCE = """
record(action="polls.poll.opened", by=by)
services.record(action="polls.poll.turned_over" if over else "polls.poll.left", by=by)
record(action=f"polls.poll.sheet_{'counted' if counted else 'left_out'}")
record(action=f"polls.{kind}.marked")
record(action=f"polls.poll.{state}")
record(action=action)
forget(action="polls.poll.forgotten")
"""


def test_texts_choices_and_the_ends_of_texts_are_found(tmp_path: Path) -> None:
    (tmp_path / "services.py").write_text(SOURCE)
    assert list(_actions(tmp_path / "services.py")) == [
        "polls.poll.opened",
        "polls.poll.turned_over",
        "polls.poll.left",
        "polls.poll.sheet_counted",
        "polls.poll.sheet_left_out",
        ".marked",
    ]


@pytest.mark.parametrize("source", [b"def (:\n", b"\xff\xfe\x00", b"x = '\x00'\n"])
def test_what_is_no_python_is_not_looked_at(tmp_path: Path, source: bytes) -> None:
    (tmp_path / "broken.py").write_bytes(source)
    assert list(_actions(tmp_path / "broken.py")) == []


def test_a_verb_without_words_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    from core.plugin_api import plugin

    put(monkeypatch, "audit_verbs")
    config = plugin("queries")
    assert config is not None
    assert "sources/services.py: data_source.feeds_table" in verbs_without_words(config)
    found = [message for message in plugin_faults() if message.id == "countywide.W118"]
    assert [message.obj for message in found] == ["interviews", "queries", "surveys"]
    assert found[1].is_serious() is False
