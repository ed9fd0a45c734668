"""Mails about a page go to the people of its office: who left keeps a subscription, and would go on reading."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from wagtail.admin.views.pages import edit

from .reach import is_own


def recipients_of(page: Any, people: Iterable[Any]) -> list[Any]:
    """Of these people those who work on the page's subsite."""
    return [person for person in people if is_own(person, page)]


def install() -> None:
    """Wrap the one function through which the editor's mails about comments go."""
    original: Callable[..., bool] = edit.send_notification

    @wraps(original)
    def send_notification(people: Iterable[Any], notification: str, extra: Mapping[str, Any]) -> bool:
        page = extra.get("page")
        return original(recipients_of(page, people) if page is not None else people, notification, extra)

    edit.send_notification = send_notification
