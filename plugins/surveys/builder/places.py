"""Where a fault is, in the words of the builder instead of a path."""

import re
from typing import Any

from django.utils.translation import gettext as _

STEP = re.compile(r"(sections|questions|options|rows|conditions)\[(\d+)\]")


def place_in_words(path: str) -> str:
    """`sections[0].questions[2].options[1].text` becomes "section 1, question 3, option 2"."""
    words: dict[str, Any] = {
        "sections": _("section %(number)d"),
        "questions": _("question %(number)d"),
        "options": _("option %(number)d"),
        "rows": _("row %(number)d"),
        "conditions": _("condition %(number)d"),
    }
    steps = [words[name] % {"number": int(number) + 1} for name, number in STEP.findall(path)]
    return _(", ").join(steps)


def fault_in_words(fault: Any) -> str:
    """A fault with its place in words."""
    place = place_in_words(fault.path)
    return (
        _("%(place)s: %(message)s") % {"place": place, "message": fault.message} if place else fault.message
    )
