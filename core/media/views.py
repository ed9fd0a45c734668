"""Files that are not for everybody."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.static import serve

from .models import PRIVATE_FOLDER, Picture, Rendition
from .privacy import may_have


def private_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture in a private collection, or a cut of it, for those who may see that collection."""
    name = f"{PRIVATE_FOLDER}/{path}"
    picture = Picture.objects.select_related("collection").filter(file=name).first()
    if picture is None:
        rendition = Rendition.objects.select_related("image__collection").filter(file=name).first()
        picture = rendition.image if rendition else None
    if picture is None or not may_have(request, picture):
        raise Http404
    response = serve(request, name, document_root=str(settings.MEDIA_ROOT))
    patch_cache_control(response, private=True, max_age=0)
    return response


def guard_attachment(attachment: Any, request: HttpRequest) -> HttpResponse | None:
    """Before Wagtail serves an attachment: 404 for those who may not see its office's private subsite."""
    if not may_have(request, attachment):
        raise Http404
    return None
