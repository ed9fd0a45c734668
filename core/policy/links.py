"""Links in a page's content to hosts that are not ours."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from core.tenancy.holding import held_table

_HREF = re.compile(r"""href\s*=\s*["']?\s*((?:https?:)?//[^\s"'<>]+)""", re.IGNORECASE)


def _texts(value: Any) -> Iterator[str]:
    """Every string in JSON-like data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)


def foreign_hosts(value: Any) -> list[str]:
    """The hosts that content links to and that this installation does not answer for, sorted.

    `value` is what a field stores: rich text as HTML, a stream as JSON-like data, or an address.
    """
    own = {settings.PORTAL_HOST, *settings.EXTRA_HOSTS, *held_table().by_hostname}
    found = set()
    for text in _texts(value):
        addresses = _HREF.findall(text)
        if re.fullmatch(r"(?:https?:)?//\S+", text.strip(), re.IGNORECASE):
            addresses.append(text.strip())
        for address in addresses:
            try:
                host = (urlsplit(address).hostname or "").lower()
            except ValueError:
                host = address
            if host and host not in own:
                found.add(host)
    return sorted(found)
