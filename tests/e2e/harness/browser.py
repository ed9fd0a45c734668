"""Debian's Chromium under Playwright, started when first asked for and stopped when the last e2e test is over.

Playwright's synchronous interface keeps an event loop in this thread, under which Django refuses the database:
no other test of this process may run while it is there.
"""

import os
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from deploy.commands.browser import chromium

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]
LANGUAGE = "zh-CN"
MILLISECONDS = 30_000
# How many times slower than it is the browser computes: a race that a test loses once in fifty runs is lost in each.
SLOWDOWN = float(os.environ.get("COUNTYWIDE_SLOW_BROWSER", "1"))


class Chromium:
    """The one browser of a test process."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def context(self, *, width: int = 1280, **options: Any) -> BrowserContext:
        """A fresh profile: no cookies, a Chinese reader, the given width. Raises LookupError without Chromium."""
        if self._browser is None:
            path = chromium()
            if path is None:
                raise LookupError("No Chromium here (on Debian: apt-get install chromium fonts-noto-cjk).")
            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        phone = width < 600
        context = self._browser.new_context(
            viewport={"width": width, "height": 844 if phone else 900},
            has_touch=phone,
            locale=LANGUAGE,
            timezone_id="Asia/Shanghai",
            **options,
        )
        context.set_default_timeout(MILLISECONDS)
        if SLOWDOWN > 1:
            context.on("page", slow_down)
        return context

    def stop(self) -> None:
        """End browser and driver; `context` starts them again."""
        if self._browser is not None and self._playwright is not None:
            self._browser.close()
            self._playwright.stop()
        self._browser = self._playwright = None


def slow_down(page: Page) -> None:
    """Let a page compute as a busy machine would."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


CHROMIUM = Chromium()
