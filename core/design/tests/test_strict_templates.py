"""Public templates hold to the strict content security policy: nothing inline."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(
    path
    for folder in ("core", "sites")
    for path in (ROOT / folder).rglob("templates/**/*.html")
    if "wagtailadmin" not in path.parts
)
FORBIDDEN = {
    "inline style": re.compile(r"<style|\sstyle\s*="),
    # A block of data is not run, and the policy lets it be.
    "inline script": re.compile(r"<script(?![^>]*\s(?:src=|type=\"application/json\"))"),
    "inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "unsafe output": re.compile(r"\|\s*safe\b|autoescape off"),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []
