"""Everything that must hold of any public page, whatever it shows."""

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


def complaints(context: BrowserContext, address: str, *, language: str, status: int = 200) -> list[str]:
    """Open the address in the context and say what is wrong with it, each line beginning with the address."""
    page = context.new_page()
    watch = Watch(expected_status=status).on(page)
    try:
        answer = page.goto(address)
        found = [] if answer and answer.status == status else [f"status {answer.status if answer else None}"]
        found += [f"axe: {line}" for line in axe.violations(page)]
        found += [f"picture: {source}" for source in page.evaluate(UNLOADED_PICTURES)]
        if page.viewport_size and (wide := page.evaluate(TOO_WIDE)):
            found.append(f"scrolls sideways at {page.viewport_size['width']} px: {', '.join(wide)}")
        if (written := page.evaluate(LANGUAGE_OF_TEXT)) != language:
            found.append(f"lang is {written}, not {language}")
        found += _wrong_outline(page)
        return [f"{address}: {line}" for line in found + watch.complaints]
    finally:
        page.close()


def _wrong_outline(page: Page) -> list[str]:
    """A page has one main heading and a title."""
    headings = page.locator("h1").count()
    found = [] if headings == 1 else [f"{headings} h1 elements"]
    return found if page.title().strip() else [*found, "no title"]
