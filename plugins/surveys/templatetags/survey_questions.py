"""What the templates of questions say beside them."""

from datetime import date

from django import template

from plugins.surveys.form.bounds import bounds_in_words
from plugins.surveys.form.definition import Question

register = template.Library()


@register.filter
def bounds(question: Question) -> str:
    """What an answer has to keep to."""
    return bounds_in_words(question)


@register.filter
def is_day(text: str) -> bool:
    """Whether a field for dates can show this. Anything else that was typed stays in a field for text."""
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
