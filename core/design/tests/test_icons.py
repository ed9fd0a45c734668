"""Every icon that a template or an editor names is in the sprite."""

import re
from pathlib import Path

from core.design.icons import DRAWINGS, ICON_CHOICES
from core.design.sprite import sources

ROOT = Path(__file__).resolve().parents[3]
NAMED = re.compile(r"""\{%\s*icon\s+["']([^"']+)["']""")
OURS = re.compile(r"load [^%]*\bdesign\b")


def test_icons_in_templates_are_drawn() -> None:
    missing = set()
    for folder in ("core", "plugins", "sites"):
        for path in (ROOT / folder).rglob("templates/**/*.html"):
            text = path.read_text(encoding="utf-8")
            if not OURS.search(text):
                continue
            names = set(NAMED.findall(text))
            missing |= {(path.name, name) for name in names if DRAWINGS.get(name, name) not in sources()}
    assert missing == set()


def test_icons_that_editors_choose_are_drawn() -> None:
    assert [name for name, _ in ICON_CHOICES if DRAWINGS.get(name, name) not in sources()] == []


def test_vendored_icons_keep_their_licence() -> None:
    folders = {path.parent for name, path in sources().items()}
    assert [folder.name for folder in folders if not (folder / "LICENSE").exists()] == []
