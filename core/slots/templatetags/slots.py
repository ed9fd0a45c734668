"""`{% page_slot "footer" %}`: what plugins show at a named place of a public page."""

from django import template
from django.utils.safestring import SafeString

from core.slots.rendering import slots_of
from core.tenancy.current import subsite_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_slot(context: template.Context, name: str) -> SafeString:
    """The filled slot; empty outside a request for a page. Raises KeyError for an unknown name."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    if not hasattr(request, "_filled_slots"):
        request._filled_slots = slots_of(
            request=request, page=context.get("page"), subsite=subsite_of(request)
        )
    filled: SafeString = request._filled_slots[name]
    return filled
