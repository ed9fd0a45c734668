"""What media hang into Wagtail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from .views import guard_attachment


@hooks.register("before_serve_document", order=100)
def private_attachments(attachment: Any, request: HttpRequest) -> HttpResponse | None:
    """After Wagtail's own question about the collection, which may lead to a form or to the login."""
    return guard_attachment(attachment, request)
