"""The subsite, the table of subsites and the page that a request is about."""

from typing import cast

from django.http import HttpRequest
from wagtail.models import Page

from .table import SubsiteEntry, SubsiteTable, subsite_table


def table_of(request: HttpRequest | None) -> SubsiteTable:
    """The table of subsites, read once per request."""
    if request is None:
        return subsite_table()
    if not hasattr(request, "_subsite_table"):
        request._subsite_table = subsite_table()  # type: ignore[attr-defined]
    return cast(SubsiteTable, request._subsite_table)  # type: ignore[attr-defined]


def set_current_page(request: HttpRequest, page: Page) -> None:
    """Say which page answers this request; its subsite is then the request's."""
    request._subsite = table_of(request).for_page(page)  # type: ignore[attr-defined]


def subsite_of(request: HttpRequest) -> SubsiteEntry | None:
    """The subsite of the page that answers this request, or None outside the page tree (admin, API).

    It comes from the page's place in the tree, never from the Host header.
    """
    return cast(SubsiteEntry | None, getattr(request, "_subsite", None))
