"""What of a record is hashed, byte by byte. docs/audit.md describes it for those who check without this program."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from math import isfinite
from typing import Any, Final, Protocol
from uuid import UUID

from django.utils.functional import Promise

from .merkle import hash_leaf

VERSION: Final = 1
"""Of this form. A later form gets a new number, and records keep theirs."""

MARK_LENGTH: Final = 4
"""Bytes of a field's mark, which only says where to look; the hash of the whole is what proves."""


class Content(Protocol):
    """A record, as far as it is hashed."""

    created_at: datetime
    category: str
    action: str
    actor_id: int | None
    actor_label: str
    subsite_id: int | None
    subsite_label: str
    target_type: str
    target_id: str
    target_label: str
    data: Any
    salt: UUID


def clean_text(text: str) -> str:
    """Text that both databases store as it is: no NUL, no halves of characters."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")


def storable(value: Any) -> Any:
    """A JSON value that reads the same from every database: whole numbers without a fraction, clean text.

    Raises TypeError for what is not JSON, ValueError for numbers that are none.
    """
    match value:
        case None | bool() | int():
            return value
        case str() | Promise():
            return clean_text(str(value))
        case float():
            if not isfinite(value):
                raise ValueError("An audit record can't hold a number that is none.")
            return int(value) if value.is_integer() else value
        case Mapping():
            return {clean_text(str(name)): storable(each) for name, each in value.items()}
        case Sequence() if not isinstance(value, bytes | bytearray):
            return [storable(each) for each in value]
    raise TypeError(f"An audit record can't hold a {type(value).__name__}; give JSON.")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def fields_of(record: Content) -> dict[str, Any]:
    """The hashed fields by name."""
    return {
        "action": record.action,
        "actor": record.actor_id,
        "actor_label": record.actor_label,
        "category": record.category,
        "data": record.data,
        "salt": record.salt.hex,
        "subsite": record.subsite_id,
        "subsite_label": record.subsite_label,
        "target_id": record.target_id,
        "target_label": record.target_label,
        "target_type": record.target_type,
        "time": record.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }


def serialise(record: Content) -> bytes:
    """The entry of the tree: one JSON object in UTF-8, names sorted, no spaces."""
    return _json({**fields_of(record), "version": VERSION}).encode()


def leaf_hash(record: Content) -> bytes:
    """The record's hash in the tree."""
    return hash_leaf(serialise(record))


def marks(record: Content) -> bytes:
    """A short salted digest of each field, in the order of names, to tell later which one was changed."""
    salt = record.salt.bytes
    return b"".join(
        sha256(salt + name.encode() + b"=" + _json(value).encode()).digest()[:MARK_LENGTH]
        for name, value in fields_of(record).items()
    )


def differing(record: Content, kept: bytes) -> list[str]:
    """Names of the fields whose marks are not the kept ones; the salt alone when it was changed, as all then differ."""
    now = marks(record)
    names = list(fields_of(record))
    if len(kept) != len(now):
        return []
    found = [
        name
        for place, name in enumerate(names)
        if now[place * MARK_LENGTH : (place + 1) * MARK_LENGTH]
        != kept[place * MARK_LENGTH : (place + 1) * MARK_LENGTH]
    ]
    return ["salt"] if len(found) == len(names) else found
