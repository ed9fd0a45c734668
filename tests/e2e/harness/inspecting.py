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


def complaints(context: BrowserContext, address: str, *, language: str, status: int = 200) -> list[str]:
    """Open the address in a phone's context, widen it to a desk's, and say what is wrong with it at each width.

    Each line begins with the address. The page is loaded once: what it costs is mostly its loading.
    """
    page = context.new_page()
    watch = Watch(expected_status=status).on(page)
    try:
        answer = page.goto(address)
        found = [] if answer and answer.status == status else [f"status {answer.status if answer else None}"]
        if page.viewport_size != {"width": PHONE, "height": PHONE_HEIGHT}:
            raise ValueError("The context is not a phone's.")
        found += _at_this_width(page)
        page.set_viewport_size({"width": DESK, "height": DESK_HEIGHT})
        found += _at_this_width(page)
        if (written := page.evaluate(LANGUAGE_OF_TEXT)) != language:
            found.append(f"lang is {written}, not {language}")
        found += _wrong_outline(page)
        return [f"{address}: {line}" for line in found + watch.complaints]
    finally:
        page.close()


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
