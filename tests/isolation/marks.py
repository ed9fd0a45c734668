"""Marks: short words that no text of ours contains, one for each fact of an office.

`bzqxjwvdrafttitle` is a fact of office B: the title of a draft. What begins with `open` is published.
Letters only, so that a mark survives HTML, JSON, addresses and file names.
"""

import re
import zipfile
from io import BytesIO
from typing import Any

from django.contrib.messages import get_messages

STEM = "zqxjwv"
"""Long enough that no random token ever contains it."""

COMMON_WORD = "季度"
"""In every text beside the mark, so that a search finds all texts without naming one."""


def mark(office: str, fact: str) -> str:
    """The mark of one fact of the office with this letter."""
    return f"{office}{STEM}{fact}"


def marks_in(text: str, office: str) -> set[str]:
    """Facts of the office that a text names."""
    return {found.group(1) for found in re.finditer(rf"{office}{STEM}([a-z]+)", text.lower())}


def unpacked(content: bytes) -> str:
    """What a body says; the parts of a workbook are read too."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", "replace")


def said(response: Any) -> str:
    """Everything a response tells: headers, cookies, messages and body."""
    told = [f"{name}: {value}" for name, value in response.headers.items()]
    told += [str(morsel.value) for morsel in response.cookies.values()]
    request = getattr(response, "wsgi_request", None)
    if request is not None and hasattr(request, "_messages"):
        told += [str(message) for message in get_messages(request)]
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return "\n".join([*told, unpacked(content)])


def written(message: Any) -> str:
    """A mail as one text: who gets it, its subject and its bodies."""
    parts = [str(body) for body, *_kind in getattr(message, "alternatives", ())]
    return "\n".join([*message.recipients(), message.subject, str(message.body), *parts])
