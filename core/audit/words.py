"""What the search looks at."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol


class Told(Protocol):
    """A record, as far as people search it."""

    actor_label: str
    action: str
    subsite_label: str
    target_type: str
    target_id: str
    target_label: str
    data: Any


def words_of(record: Told) -> str:
    """Every text of a record, in lower case, one a line."""
    texts = [
        record.actor_label,
        record.action,
        record.subsite_label,
        record.target_type,
        record.target_id,
        record.target_label,
        *_texts(record.data),
    ]
    return "\n".join(text for text in texts if text).lower()


def _texts(value: Any) -> Iterator[str]:
    match value:
        case None | bool():
            return
        case Mapping():
            # Sorted: PostgreSQL keeps no order of names.
            for name, each in sorted(value.items()):
                yield name
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)
        case _:
            yield str(value)
