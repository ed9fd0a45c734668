"""The line of responsibility on public pages of plugins; kinds of content in words."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from core.review.kinds import label_of_kind
from core.review.models import Review
from core.review.public import responsibility_of_item

register = template.Library()


@register.inclusion_tag("core_review/parts/responsibility.html", takes_context=True)
def responsibility_line(context: Context, kind_id: str, item: Any) -> Mapping[str, Any]:
    """{% responsibility_line "notices.notice" notice %}: who supplied, reviewed and cleared it, corrections, and its
    verification code; nothing where nothing is recorded."""
    return {
        "responsibility": responsibility_of_item(kind_id, item),
        "home_url": context.get("home_url", "/"),
    }


@register.filter
def kind_label(review: Review) -> str:
    """{{ review|kind_label }}: the kind of content in words."""
    return label_of_kind(review.kind)
