"""Join the small style and script files into the two files that a page loads.

Run at authoring time: `python -m core.design.bundle`. A test holds the joined files to their sources, so
that nobody edits one without the other. No minifier: the server compresses.
"""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static" / "design"
LAYERS = "@layer reset, tokens, base, layout, components, utilities, theme, print;\n"
STYLES = (
    "tokens", "reset", "base", "layout", "header", "navigation", "footer", "buttons", "forms", "lists",
    "panels", "home", "article", "blocks", "tables", "offices", "search", "pagination", "messages",
    "utilities", "care", "print",
)  # fmt: skip
SCRIPTS = ("menu", "care", "page_tools")


def join_styles() -> str:
    """The text of `site.css`: the layer order, then every style file in its order, without comments."""
    parts = [(STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    text = re.sub(r"/\*.*?\*/", "", "\n".join(parts), flags=re.DOTALL)
    return LAYERS + re.sub(r"\n\s*\n+", "\n", text).lstrip("\n")


def join_scripts() -> str:
    """The text of `site.js`: every script file in its order; each is a block of its own."""
    parts = [(STATIC / "js" / f"{name}.js").read_text(encoding="utf-8").strip() for name in SCRIPTS]
    return '"use strict";\n' + "\n".join("{\n" + part + "\n}" for part in parts) + "\n"


def bundles() -> dict[Path, str]:
    """Path and wanted text of each joined file."""
    return {STATIC / "site.css": join_styles(), STATIC / "site.js": join_scripts()}


def main() -> None:
    """Write both joined files and say how large they are, in bytes."""
    for path, text in bundles().items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
