"""The view behind every public address."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve_chain

from core.plugin_host.gate import page_is_open
from core.tenancy.current import set_current_page, subsite_of
from core.tenancy.holding import hold_table_of

from .addresses import addresses_of
from .serving import find_page


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Find the page, refuse what is switched off or restricted, and let the page answer."""
    hold_table_of(request)
    found = find_page(request, path)
    page = found.page
    set_current_page(request, page)
    if not page_is_open(page, subsite_of(request)):
        raise Http404
    request.untranslated = found.language != (get_language() or settings.LANGUAGE_CODE)  # type: ignore[attr-defined]
    if request.untranslated:  # type: ignore[attr-defined]
        translation = _translation(page, get_language() or "")
        if translation is not None:
            rest = "/".join([*found.rest, ""] if path.endswith("/") and found.rest else found.rest)
            return HttpResponseRedirect(f"{addresses_of(request).of(translation)}{rest}")
    page, args, kwargs = page.route(request, found.rest)
    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(page, request, args, kwargs)
        if isinstance(result, HttpResponse):
            return result
    response: HttpResponse = chain(page, request, args, kwargs)
    return response


def _translation(page: Page, language: str) -> Page | None:
    return (
        Page.objects.filter(translation_key=page.translation_key, locale__language_code=language, live=True)
        .exclude(pk=page.pk)
        .first()
    )


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("ok", "text/plain")
