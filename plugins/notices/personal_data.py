"""What is kept about people: who wrote a notice."""

from collections.abc import Iterator, Mapping
from typing import Any

from .models import Notice


def export(person: Any) -> Iterator[Mapping[str, Any]]:
    """The notices that a person wrote."""
    for notice in Notice.objects.filter(author=person).select_related("subsite__organisation"):
        yield {
            "kind": "notice",
            "id": notice.pk,
            "subsite": str(notice.subsite),
            "title": notice.title,
            "starts_at": notice.starts_at.isoformat(),
        }
