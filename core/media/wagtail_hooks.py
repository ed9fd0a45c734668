"""What media hang into Wagtail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from .bulk import MoveAttachments, MovePictures
from .views import guard_attachment

AFTER_WAGTAIL = 100


@hooks.register("before_serve_document", order=AFTER_WAGTAIL)
def private_attachments(attachment: Any, request: HttpRequest) -> HttpResponse | None:
    """After Wagtail's own question about the collection, which may lead to a form or to the login."""
    return guard_attachment(attachment, request)


for action in (MovePictures, MoveAttachments):
    hooks.register("register_bulk_action", action, order=AFTER_WAGTAIL)
