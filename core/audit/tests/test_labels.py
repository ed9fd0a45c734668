"""Every action that is recorded somewhere is said in words on the auditor's screens."""

import re
from pathlib import Path

from core.audit.labels import VERBS, action_label, has_subject

ROOT = Path(__file__).resolve().parents[3]
ACTION = re.compile(r'\baction="((?:[a-z_]+\.)+[a-z_]+)"')


def recorded() -> dict[str, Path]:
    """The actions in the source of the core, the plugins and the sites, but for their tests."""
    found = {}
    for top in ("core", "plugins", "sites"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if (
                "tests" not in path.parts
                and not path.name.startswith("test")
                and "_template" not in path.parts
            ):
                for action in ACTION.findall(path.read_text(encoding="utf-8")):
                    if not action.startswith("wagtail."):
                        found[action] = path
    return found


def test_each_verb_has_words() -> None:
    actions = recorded()
    assert len(actions) > 50
    assert sorted(action for action in actions if action.rpartition(".")[2] not in VERBS) == []


def test_each_subject_of_the_core_has_words() -> None:
    core = [action for action, path in recorded().items() if "core" in path.parts]
    assert sorted(action for action in core if not has_subject(action.rpartition(".")[0])) == []


def test_an_action_in_words() -> None:
    assert action_label("review.stand_in_set") == "审核：指定代办人"
    assert action_label("superuser.requested") == "超级用户：访问"
