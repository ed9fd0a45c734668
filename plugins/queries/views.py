"""Public views below `-/queries/`."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.pages.querysets import readable_pages
from core.plugin_api import render_public, subsite_of
from plugins.queries.finding import QUESTION_CHARACTERS, FindThrottle, rows_with
from plugins.queries.listing import shown
from plugins.queries.models import LookupPage, LookupTable
from plugins.queries.presenting import cells_of, headings_of

TOO_MANY = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """Find rows by a full number. It is sent in the body, so that it stands in no address and no log."""
    table = _table(request, slug)
    columns = list(table.columns.all())
    names = [column.name for column in columns if column.found_exactly]
    if not names:
        raise Http404
    context = {"table": table, "names": names, "asked": False, "characters": QUESTION_CHARACTERS}
    if request.method != "POST":
        return render_public(request, "queries/find.html", context, title=table.name)
    if not FindThrottle().allow_request(request, table):  # type: ignore[arg-type]
        context["throttled"] = True
        return render_public(request, "queries/find.html", context, TOO_MANY, title=table.name)
    value = request.POST.get("value", "").strip()
    rows = rows_with(table, value) if value else []
    visible = shown(columns)
    context |= {
        "asked": True,
        "headings": headings_of(visible),
        "rows": [cells_of(row, visible) for row in rows],
    }
    return render_public(request, "queries/find.html", context, title=table.name)


def _table(request: HttpRequest, slug: str) -> LookupTable:
    """The table of this subsite, if a page shows it that the subsite's visitors may see."""
    subsite = subsite_of(request)
    if subsite is None:
        raise Http404
    pages = readable_pages(subsite, LookupPage.objects.filter(path__below=subsite.root_path))
    table = (
        LookupTable.objects.for_subsite(subsite)
        .filter(slug=slug, current_version__isnull=False, pk__in=pages.values("table_id"))
        .with_everything()
        .first()
    )
    if table is None:
        raise Http404
    return table
