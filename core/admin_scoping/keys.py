"""Keys as they come in an address or a form: anything may be typed there."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField


def whole_numbers(values: Iterable[Any]) -> list[int]:
    """Of these values those that can be the key of a row, as numbers; what is none names nothing."""
    texts = (str(value) for value in values)
    numbers = (int(text) for text in texts if text.isdecimal() and len(text) <= 19)
    return [number for number in numbers if number <= BigIntegerField.MAX_BIGINT]
