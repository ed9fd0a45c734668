"""Pictures for the documentation: `pytest tests/e2e/test_screenshots.py --screenshots` writes them anew.

Without the option each is taken all the same, so that the recipe never rots, and thrown away.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from deploy.commands.places import ROOT
from tests.e2e.harness.server import County

FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 200_000
"""Bytes of a picture in the repository, at most."""

COLOURS = (256, 128, 64, 32)
HEIGHTS = {1280: 1600, 390: 1700}
"""The most of a page that a picture shows, in pixels, by its width."""

type Contexts = Callable[..., BrowserContext]


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the page's address, and who looks at it."""

    name: str
    path: str
    host: str = "localhost"
    username: str = ""
    follow: str = ""
    """A link on that page to follow first, as a CSS selector."""


SHOTS = [
    Shot("portal", "/"),
    Shot("township", "/", "shiqiao.localhost"),
    Shot("article", "/news/", "shiqiao.localhost", follow=".entry--pictured .entry__title a"),
    Shot("column", "/disclosure/notices/"),
    Shot("offices", "/townships/"),
    Shot("search", "/-/search/?q=公路&scope=all"),
    Shot("query", "/queries/", follow="main a:has-text('村')"),
    Shot("series", "/queries/", follow="main a:has-text('价')"),
    Shot("english", "/en/"),
    Shot("intranet", "/", "intranet.localhost", username="intranet-contributor"),
    Shot("plugin-switches", "/admin/plugin-switches/county/", username="county-manager"),
]


@pytest.mark.parametrize("width", HEIGHTS)
@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_screenshot(
    county: County,
    request: pytest.FixtureRequest,
    contexts: Contexts,
    signed_in: Callable[..., Page],
    tmp_path: Path,
    shot: Shot,
    width: int,
) -> None:
    opened = signed_in(shot.username, host=shot.host, width=width) if shot.username else None
    page = opened or contexts(width=width).new_page()
    page.goto(county.at(shot.path, shot.host))
    if shot.follow:
        page.locator(shot.follow).first.click()
        page.wait_for_load_state()
    picture = taken(page, HEIGHTS[width])
    assert len(picture) <= LARGEST, f"{len(picture)} bytes"
    folder = FOLDER if request.config.getoption("--screenshots", default=False) else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{shot.name}-{width}.png").write_bytes(picture)


def taken(page: Page, tallest: int) -> bytes:
    """The page from its top, at most `tallest` pixels of it, as a PNG with as many colours as fit in LARGEST."""
    page.evaluate(
        "async () => { for (const picture of document.images) picture.loading = 'eager';"
        " await Promise.allSettled([...document.images].map((picture) => picture.decode())); }"
    )
    height = min(tallest, page.evaluate("document.documentElement.scrollHeight"))
    width = page.viewport_size["width"] if page.viewport_size else 1280
    page.set_viewport_size({"width": width, "height": height})
    image = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    data = b""
    for colours in COLOURS:
        buffer = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        data = buffer.getvalue()
        if len(data) <= LARGEST:
            break
    return data
