"""What changes for the public, field by field."""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page

from .field_labels import field_label
from .models import Publication, Review


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its name, its label, and what was taken out and put in, as HTML."""

    name: str
    label: str
    html: SafeString


def differences(review: Review, request: HttpRequest) -> list[Difference]:
    """How what was submitted differs from what is public; from nothing, where nothing is."""
    if review.page is not None and review.revision is not None:
        return _of_page(review.page.specific, review.revision.as_object(), request)
    in_force = Publication.objects.filter(
        kind=review.kind, object_id=review.object_id, ended_at__isnull=True
    ).first()
    return _of_content(review.kind, in_force.content if in_force else {}, review.content)


def _of_page(page: Page, draft: Page, request: HttpRequest) -> list[Difference]:
    before = page if page.live else type(page)(title="", slug="", content_type=page.content_type)
    panel = page.get_edit_handler().get_bound_panel(instance=page, request=request, form=None)
    found = []
    for compare in panel.get_comparison():
        comparison = compare(before, draft)
        if not comparison.has_changed():
            continue
        label = str(comparison.field_label())
        if comparison.is_field:
            found.append(Difference(comparison.field.name, label, comparison.htmldiff()))
        else:
            found.append(Difference(comparison.relation.name, label, _children(comparison)))
    return found


def _children(comparison: Any) -> SafeString:
    rows = [
        (field.field_label(), field.htmldiff())
        for child in comparison.get_child_comparisons()
        for field in child.get_field_comparisons()
    ]
    return format_html_join("", "<div><b>{}</b> {}</div>", rows)


def _of_content(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    names = [*after, *(name for name in before if name not in after)]
    return [
        Difference(name, field_label(kind, name), _words(_plain(before.get(name)), _plain(after.get(name))))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _words(before: str, after: str) -> SafeString:
    parts = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("span", "", before[a:b], "span"))
            continue
        if b > a:
            parts.append(("span", "deletion", before[a:b], "span"))
        if d > c:
            parts.append(("span", "addition", after[c:d], "span"))
    return format_html_join("", '<{} class="{}">{}</{}>', parts)
