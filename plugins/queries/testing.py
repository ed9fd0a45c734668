"""How the contract suite makes pages and rows of this plugin."""

from typing import Any

from wagtail.models import Page

from plugins.queries.models import LookupPage


def make_page(model: type[Page], parent: Page) -> Page:
    """A live look-up page without a table."""
    number = LookupPage.objects.count()
    page = LookupPage(title=f"查询页{number}", slug=f"lookup-{number}", locale=parent.locale)
    added: Any = parent.add_child(instance=page)
    return LookupPage.objects.get(pk=added.pk)
