"""Whether two answer sheets say the same."""

import json
from collections.abc import Mapping
from typing import Any

from plugins.surveys.services.tokens import digest

ENOUGH_ANSWERS = 8
"""Sheets of choices with fewer answers are alike by chance."""
ENOUGH_TEXT = 12
"""A text of so many characters is hardly written twice."""


def fingerprint(survey: Any, answers: Mapping[str, Any]) -> str:
    """A digest of the answers; empty where two sheets may well be alike by chance."""
    longest = max((len(value) for value in answers.values() if isinstance(value, str)), default=0)
    if len(answers) < ENOUGH_ANSWERS and longest < ENOUGH_TEXT:
        return ""
    plain = {
        name: value for name, value in answers.items() if not (isinstance(value, dict) and "id" in value)
    }
    return digest("same", survey.uid, json.dumps(plain, sort_keys=True, ensure_ascii=False))
