"""A subsite's sitemap: its own public pages, not those of subsites inside its branch."""

from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.tenancy.current import subsite_of

from .addresses import addresses_of
from .models import HomePage
from .querysets import in_any_branch, public_pages, without_nested

MOST_ADDRESSES = 50_000
"""The limit of the sitemap protocol for one file; sitemaps.org."""


@require_safe
def serve_sitemap(request: HttpRequest, *, home_page: HomePage) -> HttpResponse:
    """sitemap.xml of one subsite, all its languages; ?p=2 and so on beyond 50,000 addresses."""
    subsite = subsite_of(request)
    if subsite is None:
        raise Http404
    number = request.GET.get("p", "1")
    if not number.isascii() or not number.isdigit() or int(number) < 1:
        raise Http404
    addresses = addresses_of(request)
    roots = [root.path for root in subsite.roots.values()]
    pages = (
        without_nested(public_pages().filter(in_any_branch(roots)), roots)
        .order_by("path")
        .only("path", "url_path", "last_published_at")
    )
    first = (int(number) - 1) * MOST_ADDRESSES
    rows = pages[first : first + MOST_ADDRESSES]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for page in rows.iterator(chunk_size=2000):
        changed = f"<lastmod>{page.last_published_at.isoformat()}</lastmod>" if page.last_published_at else ""
        lines.append(f"<url><loc>{escape(addresses.canonical(page))}</loc>{changed}</url>")
    if len(lines) == 2:
        raise Http404
    lines.append("</urlset>")
    return HttpResponse("\n".join(lines), "application/xml")
