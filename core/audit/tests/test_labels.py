"""Every action that is recorded somewhere is said in words on the auditor's screens."""

import re
from pathlib import Path

import pytest

from core.audit.labels import VERBS, action_label, has_subject

ROOT = Path(__file__).resolve().parents[3]
ACTION = re.compile(r'\baction="((?:[a-z_]+\.)+[a-z_]+)"')


def recorded() -> dict[str, Path]:
    """The actions in the source of the core and the sites, but for their tests. Plugins' are the contract suite's."""
    found = {}
    for top in ("core", "sites"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if "tests" not in path.parts and not path.name.startswith("test"):
                for action in ACTION.findall(path.read_text(encoding="utf-8")):
                    if not action.startswith("wagtail."):
                        found[action] = path
    return found


def test_each_verb_has_words() -> None:
    actions = recorded()
    assert len(actions) > 30
    assert sorted(action for action in actions if action.rpartition(".")[2] not in VERBS) == []


def test_each_subject_of_the_core_has_words() -> None:
    core = [action for action, path in recorded().items() if "core" in path.parts]
    assert sorted(action for action in core if not has_subject(action.rpartition(".")[0])) == []


@pytest.mark.parametrize(
    ("action", "target_type", "words"),
    [
        ("review.stand_in_set", "", "审核：指定代办人"),
        ("superuser.requested", "", "超级用户：访问"),
        # A plugin's own words: by what it was about, by the plugin's name, or because one plugin alone has them.
        ("survey.weighted", "plugin_surveys.survey", "调查：设置权重"),
        ("interviews.interview.announced", "", "访谈：发布预告"),
        ("survey.weighted", "", "Survey：设置权重"),
        # The code is gone, and with it the words.
        ("gone.thing.turned_over", "plugin_gone.thing", "Gone.thing：turned over"),
    ],
)
def test_an_action_in_words(action: str, target_type: str, words: str) -> None:
    assert action_label(action, target_type) == words


@pytest.mark.parametrize("verb", ["announced", "weighted", "feeds_table", "texts_decided"])
def test_the_core_has_no_words_of_plugins(verb: str) -> None:
    assert verb not in VERBS
