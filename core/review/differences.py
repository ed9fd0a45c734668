"""What changes for the public, field by field."""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from .field_labels import field_label
from .kinds import Kind, kind_of
from .models import RUNNING, Action, Publication, Review


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
    if review.action == Action.WITHDRAW:
        return []
    kind = kind_of(review.kind)
    before = in_force.content if in_force else {}
    if in_force is None and kind is not None and kind.knows_what_is_public and review.state in RUNNING:
        item = kind.get(review.object_id)  # public from before there was a chain
        before = (kind.public_content(item) if item is not None else None) or {}
    return _of_content(review.kind, _readable(kind, before), _readable(kind, review.content))


def _readable(kind: Kind | None, content: Mapping[str, Any]) -> Mapping[str, Any]:
    return kind.in_words(content) if kind is not None and content else content


def own_difference(review: Review) -> SafeString | str:
    """What the review's kind shows of its own, such as rows of a table; "" for nothing, and when it is over."""
    kind = kind_of(review.kind) if review.state in RUNNING else None
    show = kind.owned.contribution.difference if kind is not None else None
    item = kind.get(review.object_id) if kind is not None and show is not None else None
    return (show(item) or "") if show is not None and item is not None else ""


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
    if value is None or value is False:
        return ""
    if value is True:
        return _("Yes")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _words(before: str, after: str) -> SafeString:
    """The changed letters; of a text of several lines the changed lines, each with its changed letters."""
    if "\n" not in before and "\n" not in after:
        return _letters(before, after)
    old, new = before.splitlines(), after.splitlines()
    lines = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [(escape(line),) for line in old[a:b]]
            continue
        removed, added = old[a:b], new[c:d]
        pairs = min(len(removed), len(added))
        lines += [(_letters(*pair),) for pair in zip(removed[:pairs], added[:pairs], strict=True)]
        lines += [(_letters(line, ""),) for line in removed[pairs:]]
        lines += [(_letters("", line),) for line in added[pairs:]]
    return format_html_join("", "<div>{}</div>", lines)


def _letters(before: str, after: str) -> SafeString:
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
