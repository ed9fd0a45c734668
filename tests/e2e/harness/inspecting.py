"""Everything that must hold of any public page, whatever it shows, on a phone and at a desk."""

from playwright.sync_api import BrowserContext, Page

from tests.e2e.harness import axe
from tests.e2e.harness.watching import Watch

UNLOADED_PICTURES = """async () => {
  const pictures = [...document.images];
  for (const picture of pictures) picture.loading = "eager";
  await Promise.allSettled(pictures.map((picture) => picture.decode()));
  return pictures.filter((picture) => !picture.naturalWidth).map((picture) => picture.currentSrc || picture.src);
}"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((element) =>
    element.getBoundingClientRect().right > width + 1 || element.scrollWidth > width + 1);
  return [`${document.scrollingElement.scrollWidth} px`, ...wide.slice(0, 5).map((element) =>
    `${element.tagName.toLowerCase()}.${element.className}`)];
}"""
LANGUAGE_OF_TEXT = "document.documentElement.lang"
PHONE = 390
DESK = 1280
"""Widths in CSS pixels."""
PHONE_HEIGHT = 844
DESK_HEIGHT = 900


class Tab:
    """A tab in which one address is looked at after another, as a person does.

    A new tab for each address would be a new process of the browser, which begins with nothing compiled: that takes
    longer than the look itself.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.watch = Watch().on(self.page)

    def open(self, address: str, *, width: int, height: int, status: int = 200) -> list[str]:
        """Open the address as if the tab were new, in a window of this size in CSS pixels; a wrong status is told."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.watch.begin(status)
        answer = self.page.goto(address)
        return [] if answer and answer.status == status else [f"status {answer.status if answer else None}"]

    def complaints(self, address: str, *, language: str, status: int = 200) -> list[str]:
        """Open the address and say what is wrong with it, each line beginning with the address.

        The page is loaded once, on a phone, and widened: what it costs is mostly its loading.
        """
        found = self.open(address, width=PHONE, height=PHONE_HEIGHT, status=status)
        return [f"{address}: {line}" for line in found + self.look(language=language)]

    def look(self, *, language: str) -> list[str]:
        """What is wrong with what is open, on a phone and at a desk."""
        self.page.set_viewport_size({"width": PHONE, "height": PHONE_HEIGHT})
        found = _at_this_width(self.page)
        self.page.set_viewport_size({"width": DESK, "height": DESK_HEIGHT})
        found += _at_this_width(self.page)
        if (written := self.page.evaluate(LANGUAGE_OF_TEXT)) != language:
            found.append(f"lang is {written}, not {language}")
        return [*found, *_wrong_outline(self.page), *self.watch.complaints]


def _at_this_width(page: Page) -> list[str]:
    """What axe finds, pictures that do not load, and whether the page scrolls sideways."""
    width = page.evaluate("innerWidth")
    found = [f"at {width} px, axe: {line}" for line in axe.violations(page)]
    found += [f"at {width} px, picture: {source}" for source in page.evaluate(UNLOADED_PICTURES)]
    if wide := page.evaluate(TOO_WIDE):
        found.append(f"scrolls sideways at {width} px: {', '.join(wide)}")
    return found


def _wrong_outline(page: Page) -> list[str]:
    """A page has one main heading and a title."""
    headings = page.locator("h1").count()
    found = [] if headings == 1 else [f"{headings} h1 elements"]
    return found if page.title().strip() else [*found, "no title"]
