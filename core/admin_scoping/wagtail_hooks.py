"""What the scope of the administration hangs into Wagtail."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from .menu import drop_closed

LAST = 1000
"""After every other hook has added its items."""


@hooks.register("construct_main_menu", order=LAST)
@hooks.register("construct_settings_menu", order=LAST)
@hooks.register("construct_reports_menu", order=LAST)
@hooks.register("construct_help_menu", order=LAST)
def hide_closed_screens(request: HttpRequest, items: list[Any]) -> None:
    """No menu item leads to a 404."""
    drop_closed(request, items)
