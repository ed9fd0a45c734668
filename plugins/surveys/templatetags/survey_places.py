"""Faults of a form in words."""

from typing import Any

from django import template

from plugins.surveys.builder.places import fault_in_words

register = template.Library()


@register.filter
def in_words(fault: Any) -> str:
    """A fault with its place in words."""
    return fault_in_words(fault)
