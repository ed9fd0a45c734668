"""Hashes and names as the audit screens show them."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.audit.models import AuditRecord

register = template.Library()


@register.filter
def breakable(digits: str) -> SafeString:
    """A hash that may go on in the next line, after every eight digits; copying it gives the digits alone."""
    return format_html_join("", "{}<wbr>", ((digits[at : at + 8],) for at in range(0, len(digits), 8)))


@register.filter
def person_of(record: AuditRecord) -> str:
    """Who it was; the system by its name in the reader's language."""
    return (
        str(_("the system"))
        if record.actor_id is None and record.actor_label == "system"
        else record.actor_label
    )
