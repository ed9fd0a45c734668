"""What is sent to a gateway and what it says, as JSON values with names of its own."""

import json
import re
from collections.abc import Mapping
from typing import Any

_MARK = re.compile(r"\{(\w+)\}")


def fill(body: Any, values: Mapping[str, str]) -> Any:
    """The body with `{name}` in its texts filled in, once: what was filled in is not looked at again."""
    if isinstance(body, Mapping):
        return {name: fill(value, values) for name, value in body.items()}
    if isinstance(body, list):
        return [fill(value, values) for value in body]
    if isinstance(body, str):
        return _MARK.sub(lambda mark: values.get(mark[1], mark[0]), body)
    return body


def mentions(body: Any, mark: str) -> bool:
    """Whether a mark such as "{number}" stands in any text of a body."""
    if isinstance(body, Mapping):
        return any(mentions(value, mark) for value in body.values())
    if isinstance(body, list):
        return any(mentions(value, mark) for value in body)
    return isinstance(body, str) and mark in body


def value_at(said: Any, path: str) -> Any:
    """What a JSON value holds at a path such as `result.code` or `0.status`; None where nothing is."""
    for name in path.split("."):
        if isinstance(said, dict):
            said = said.get(name)
        elif isinstance(said, list) and name.isascii() and name.isdecimal() and int(name) < len(said):
            said = said[int(name)]
        else:
            return None
    return said


def plain(value: Any) -> str:
    """A JSON value as text, so that a gateway may say 0 or "0"."""
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)
