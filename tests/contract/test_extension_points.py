"""Every extension point has a plugin that uses it, a page of docs and a test."""

from pathlib import Path

import pytest

from core.plugin_api import EXTENSION_POINTS
from core.plugin_host.registry import contributions_at

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "docs/plugins/extension-points"


def page_of(point: str) -> Path:
    return PAGES / f"{point.replace('_', '-')}.md"


@pytest.mark.parametrize("point", EXTENSION_POINTS)
def test_a_shipped_plugin_uses_it(point: str) -> None:
    assert contributions_at(point) != (), f"no installed plugin uses {point}"


@pytest.mark.parametrize("point", EXTENSION_POINTS)
def test_it_has_a_page_of_docs_that_names_who_uses_it(point: str) -> None:
    text = page_of(point).read_text(encoding="utf-8")
    assert f"`{EXTENSION_POINTS[point].__name__}`" in text.splitlines()[0]
    users = {owned.owner for owned in contributions_at(point)}
    last = text.strip().splitlines()[-1]
    assert last.startswith("Used by: ")
    assert any(f"`{slug}`" in last for slug in users)


def test_the_index_lists_all_of_them_and_nothing_else() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == {
        page_of(p).stem for p in EXTENSION_POINTS
    }
    for point in EXTENSION_POINTS:
        assert f"({page_of(point).name})" in index


@pytest.mark.parametrize("point", EXTENSION_POINTS)
def test_a_test_looks_at_it(point: str) -> None:
    """By its name or its class, in the contract suite or in the host's own tests."""
    folders = (ROOT / "core/testing", ROOT / "core/plugin_host/tests", ROOT / "tests/contract")
    names = (
        f'"{point}"',
        f"{EXTENSION_POINTS[point].__name__}.point",
        f"({EXTENSION_POINTS[point].__name__},",
    )
    tests = [p for folder in folders for p in folder.glob("*.py") if p != Path(__file__)]
    assert any(name in p.read_text(encoding="utf-8") for p in tests for name in names), f"no test of {point}"
