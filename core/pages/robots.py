"""robots.txt of a host: what crawlers may read, and where its sitemaps are (RFC 9309)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.tenancy.current import table_of
from core.tenancy.holding import hold_table_of

from .addresses import DEFAULT_LANGUAGE, address_root, addresses_of, host_subsite
from .restrictions import restricted_paths

NOT_FOR_CRAWLERS = ("/admin/", "/api/", "/-/", "/en/-/")
"""The administration, the API, and search results, which have no end."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A private host, such as the intranet's, closes everything; a public one names its subsites' sitemaps."""
    hold_table_of(request)
    table, host = table_of(request), host_subsite(request)
    private = restricted_paths()
    lines = ["User-agent: *"]
    if host is None or host.root_path.startswith(private):
        lines.append("Disallow: /")
    else:
        lines += [f"Disallow: {path}" for path in NOT_FOR_CRAWLERS]
        addresses = addresses_of(request)
        lines += [
            f"Sitemap: {addresses.canonical(entry.roots[DEFAULT_LANGUAGE])}sitemap.xml"
            for entry in table.all
            if address_root(table, entry) == host and not entry.root_path.startswith(private)
        ]
    return HttpResponse("\n".join(lines) + "\n", "text/plain; charset=utf-8")
