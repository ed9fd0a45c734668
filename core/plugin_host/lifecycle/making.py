"""`plugin new`: a copy of the template under a new name."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from core.plugin_api.discovery import PLUGINS_FOLDER
from core.plugin_api.manifest import RESERVED_SLUGS

TEMPLATE = PLUGINS_FOLDER / "_template"
_SLUG = re.compile(r"[a-z][a-z0-9_]{1,39}")
_TITLE = re.compile(r"[^\"'\\\n{}%]{0,60}")
_LEFT_OUT = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache"})


class NewPluginError(Exception):
    """A plugin can't be made; the message says why."""


def make_plugin(slug: str, title: str = "", folder: Path = PLUGINS_FOLDER, package: str = "") -> Path:
    """Copy the template to `folder/<slug>`, with its names replaced; returns the new folder.

    `package` is the dotted name under which it will be imported, by default `plugins.<slug>`. Raises
    NewPluginError for a bad or reserved slug, a title that would not fit into code, and when the
    folder is there already.
    """
    if not _SLUG.fullmatch(slug):
        raise NewPluginError(f"{slug!r} is not a name of 2 to 40 lower-case letters, digits and underscores.")
    if not _TITLE.fullmatch(title):
        raise NewPluginError(f"{title!r} can't be a title: no quotation marks, backslashes or line breaks.")
    if slug in RESERVED_SLUGS:
        raise NewPluginError(f"{slug!r} is reserved for addresses of the core.")
    target = folder / slug
    if target.exists():
        raise NewPluginError(f"{target} is there already.")
    replaced = _replacements(slug, title or slug.replace("_", " ").capitalize(), package or f"plugins.{slug}")
    for source in _files(TEMPLATE):
        destination = target / _rename(source.relative_to(TEMPLATE), slug)
        destination.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        for old, new in replaced:
            text = text.replace(old, new)
        destination.write_text(text, encoding="utf-8")
    for catalogue in target.rglob("*.po"):
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    return target


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".mo" and not _LEFT_OUT.intersection(path.parts):
            yield path


def _rename(path: Path, slug: str) -> Path:
    return Path(*(part.replace("sample", slug) for part in path.parts))


def _replacements(slug: str, title: str, package: str) -> tuple[tuple[str, str], ...]:
    """What is replaced, longest first. A word as such is the title; joined to others it is a name in code."""
    camel = "".join(part.capitalize() for part in slug.split("_"))
    return (
        ("plugins._template", package),
        *(
            (f"Sample{part}", f"{camel}{part}")
            for part in ("Config", "Entry", "Page", "Settings", "Contract")
        ),
        ("Sample", title),
        ("sample", slug),
    )
