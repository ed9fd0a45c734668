"""axe-core on an open page. What may stay is in allowed_violations.csv, each row with its reason."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.vendor import packages

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ALLOWED = Path(__file__).resolve().parent.parent / "allowed_violations.csv"
RUN = """(tags) => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})
  .then((result) => result.violations)"""

# A message that is still fading in has the contrast of half a message: the transitions are brought to their ends,
# but those without one (a spinner). Two frames, for what a script begins at the load event.
SETTLED = """async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, {once: true}));
  }
  await frame();
  await frame();
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  }
}"""


@dataclass(frozen=True)
class Allowed:
    """A violation in Wagtail's own markup that is not ours to mend."""

    rule: str
    selector: str
    reason: str


@cache
def source() -> str:
    """axe-core itself."""
    return packages.axe()


@cache
def allowed() -> tuple[Allowed, ...]:
    """The rows of allowed_violations.csv."""
    with ALLOWED.open(encoding="utf-8", newline="") as file:
        return tuple(Allowed(**row) for row in csv.DictReader(file))


def violations(page: Page, *, admin: bool = False) -> list[str]:
    """What axe finds, a line for each element; on admin screens without what is allowed there."""
    # Evaluated through the debugger's protocol: the page's own content security policy stays in force.
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(source())
    found: list[dict[str, Any]] = page.evaluate(RUN, TAGS)
    lines = []
    for violation in found:
        for node in violation["nodes"]:
            target = " ".join(str(part) for part in node["target"])
            if admin and _is_allowed(page, violation["id"], node["target"]):
                continue
            lines.append(f"{violation['id']} ({violation['help']}): {target}\n      {node['html'][:160]}")
    return lines


def _is_allowed(page: Page, rule: str, target: list[Any]) -> bool:
    selectors = [row.selector for row in allowed() if row.rule == rule]
    if len(target) != 1 or not isinstance(target[0], str):
        return False
    return any(
        page.evaluate(
            "([found, listed]) => document.querySelector(found)?.matches(listed)", [target[0], listed]
        )
        for listed in selectors
    )
