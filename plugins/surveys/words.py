"""A question as a reviewer reads it: lines of text that hold all that its JSON says."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

KINDS = {
    "single": gettext_lazy("One choice"),
    "multiple": gettext_lazy("Several choices"),
    "matrix": gettext_lazy("Table of choices"),
    "rating": gettext_lazy("Rating"),
    "ranking": gettext_lazy("Ranking"),
    "number": pgettext_lazy("question type", "Number"),
    "date": pgettext_lazy("question type", "Date"),
    "short_text": gettext_lazy("Short text"),
    "long_text": gettext_lazy("Long text"),
    "file": pgettext_lazy("question type", "File"),
    "location": pgettext_lazy("question type", "Place"),
    "phone": pgettext_lazy("survey", "Telephone number"),
    "id_number": pgettext_lazy("survey", "Identity number"),
    "agreement": pgettext_lazy("question type", "Agreement"),
}
MARKS = {
    "required": gettext_lazy("must be answered"),
    "in_results": gettext_lazy("in the public results"),
    "other": gettext_lazy("with “other”"),
    "randomised": gettext_lazy("in random order"),
}
IN_THEIR_LINES = {"code", "kind", "text", "help", "options", "rows", *MARKS}


def question_in_words(question: Mapping[str, Any]) -> list[str]:
    """The question, a line each for its help, options and rows, and its rules; a draft's may lack parts."""
    kind = str(question.get("kind", ""))
    marks = [str(words) for name, words in MARKS.items() if question.get(name)]
    marks += [
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in question.items()
        if name not in IN_THEIR_LINES
    ]
    first = f"{question.get('code', '')} {question.get('text', '')} [{KINDS.get(kind, kind)}]"
    lines = [first + (f" ({', '.join(marks)})" if marks else "")]
    if question.get("help"):
        lines.append(f"  {question['help']}")
    lines += [f"  ▸ {row.get('code', '')} {row.get('text', '')}" for row in question.get("rows", ())]
    return lines + [_option(option) for option in question.get("options", ())]


def _option(option: Mapping[str, Any]) -> str:
    marks = [_("stands alone")] if option.get("exclusive") else []
    if option.get("quota") is not None:
        marks.append(_("at most %(count)s") % {"count": option["quota"]})
    return f"  ○ {option.get('code', '')} {option.get('text', '')}" + (
        f" ({', '.join(marks)})" if marks else ""
    )
