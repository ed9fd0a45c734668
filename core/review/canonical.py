"""The canonical content of a page: what a reader gets, without bookkeeping, and its hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

BOOKKEEPING = frozenset(
    {
        "pk", "id", "path", "depth", "numchild", "url_path", "translation_key", "locale", "alias_of", "content_type",
        "draft_title", "live", "has_unpublished_changes", "owner", "locked", "locked_at", "locked_by", "expired",
        "first_published_at", "last_published_at", "latest_revision", "live_revision", "latest_revision_created_at",
        "wagtail_admin_comments", "page_ptr",
    }
)  # fmt: skip
"""Fields of a page that say nothing to its readers; a save of these alone changes nothing that is public."""


def page_content(page: Page, *, slug: str | None = None) -> dict[str, Any]:
    """What the page says, as JSON: its fields, its child rows, and the files it refers to with their hashes.

    `page` is of its own type. `slug` takes the place of its own, to compare an alias with its source. The
    fingerprints of files cost a query for pictures and one for attachments, where there are any.
    """
    streams = {field.name for field in page._meta.fields if isinstance(field, StreamField)}
    content = {}
    for name, value in page.serializable_data().items():
        if name in BOOKKEEPING or name.endswith("_ptr"):
            continue
        if name in streams:
            value = json.loads(value) if isinstance(value, str) else value
        elif isinstance(value, list):
            value = _child_rows(value)
        content[name] = value
    if slug is not None:
        content["slug"] = slug
    content["files"] = _files(page)
    plain: dict[str, Any] = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return plain


def _child_rows(rows: list[Any]) -> list[Any]:
    """Child rows without what the database numbers anew at each publication."""
    ordered = sorted(rows, key=lambda row: (row.get("sort_order") or 0) if isinstance(row, Mapping) else 0)
    return [
        {k: v for k, v in row.items() if k not in {"pk", "sort_order", "article", "page", "translation_key"}}
        if isinstance(row, Mapping)
        else row
        for row in ordered
    ]


def _files(page: Page) -> list[list[str]]:
    """(model, number, name of the file, its hash) of each picture and attachment that the page refers to."""
    references = {(found[0], str(found[1])) for found in ReferenceIndex._extract_references_from_object(page)}
    files = []
    for model in (get_image_model(), get_document_model()):
        types = {
            ContentType.objects.get_for_model(each, for_concrete_model=False).pk
            for each in (model, *model._meta.get_parent_list())
        }
        keys = {key for type_id, key in references if type_id in types}
        if keys:
            rows = model.objects.filter(pk__in=keys).values_list("pk", "file", "file_hash")
            files += [[model._meta.label_lower, str(pk), name, digest] for pk, name, digest in rows]
    return sorted(files)


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the content as JSON with sorted keys, in UTF-8."""
    text = json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder
    )
    return hashlib.sha256(text.encode()).hexdigest()


def is_bookkeeping(fields: Iterable[str] | None) -> bool:
    """Whether a save of these fields can change nothing that is public (None: all fields are saved)."""
    return fields is not None and set(fields) <= BOOKKEEPING - {"live", "first_published_at"}


def says_the_same(recorded: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether two contents say the same, be it that one has fields that the other does not know and that say nothing:
    a field that the software has got, or lost, since is no change of what was published.
    """
    return _said(recorded) == _said(now)


def _said(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            key: said for key, each in value.items() if (said := _said(each)) not in ("", None, [], {}, False)
        }
    return [_said(each) for each in value] if isinstance(value, list) else value
