"""The line of responsibility on public pages of plugins."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

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
