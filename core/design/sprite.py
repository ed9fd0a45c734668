"""Build the one icon sprite, `static/design/icons.svg`, from the vendored line icons and our own drawings.

Run at authoring time: `python -m core.design.sprite`. Templates refer to it with `{% icon "name" %}`.
"""

import re
from pathlib import Path
from xml.etree import ElementTree

from core.design.vendor import read_manifest

FOLDER = Path(__file__).resolve().parent
OWN_ICONS = FOLDER / "icons"
SPRITE = FOLDER / "static" / "design" / "icons.svg"


def sources() -> dict[str, Path]:
    """Name and file of every icon: the kept vendored ones, then ours (ours win)."""
    found: dict[str, Path] = {}
    for package in read_manifest():
        found |= {path.stem: path for path in package.target.glob("*.svg")}
    found |= {path.stem: path for path in OWN_ICONS.glob("*.svg")}
    return dict(sorted(found.items()))


def symbol(name: str, path: Path) -> str:
    """One `<symbol>` with the drawing of an icon file; colours stay those of the text around it."""
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 (our own files)
    drawing = "".join(
        re.sub(r"\s+/>", "/>", ElementTree.tostring(child, encoding="unicode")).strip() for child in root
    )
    # The prefix depends on what else in this process registered the namespace.
    drawing = re.sub(r' xmlns(:\w+)?="[^"]*"', "", drawing)
    drawing = re.sub(r"(</?)\w+:", r"\1", drawing)
    return f'<symbol id="{name}" viewBox="{root.get("viewBox")}">{drawing}</symbol>'


def build_sprite() -> str:
    """The sprite's whole text; the same icons always give the same text."""
    symbols = "\n".join(symbol(name, path) for name, path in sources().items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def write_sprite() -> Path:
    """Write the sprite to its place below the static files; returns that place."""
    SPRITE.parent.mkdir(parents=True, exist_ok=True)
    SPRITE.write_text(build_sprite(), encoding="utf-8")
    return SPRITE.relative_to(FOLDER)


if __name__ == "__main__":
    print(write_sprite())
