"""Finding the redirect for an address that is nobody's."""

from django.http import HttpRequest

from core.pages.addresses import host_subsite
from core.tenancy.current import table_of
from core.tenancy.table import SubsiteEntry, SubsiteTable

from .models import OfficeRedirect


def _homes(table: SubsiteTable) -> dict[str, SubsiteEntry]:
    return {root.url_path: entry for entry in table.all for root in entry.roots.values()}


def office_and_rest(request: HttpRequest) -> tuple[SubsiteEntry, str] | None:
    """The subsite under whose home page the asked address lies, and what comes after it. No query."""
    host = host_subsite(request)
    if host is None:
        return None
    table = table_of(request)
    homes = table.derive("homes_by_url_path", _homes)
    components = [component for component in request.path.split("/") if component]
    for language, root in host.roots.items():
        inside = components[1:] if components[:1] == [language] else components
        for end in range(len(inside), -1, -1):
            home = root.url_path + "".join(f"{component}/" for component in inside[:end])
            if (entry := homes.get(home)) is not None and (end or components[:1] != [language]):
                return entry, "/".join(inside[end:])
    return None


def redirect_for(request: HttpRequest) -> OfficeRedirect | None:
    """The redirect of the asked address, if its office has one. One query."""
    found = office_and_rest(request)
    if found is None or not found[1] or len(found[1]) > 255:
        return None
    entry, rest = found
    return OfficeRedirect.objects.select_related("page").filter(subsite_id=entry.id, old_address=rest).first()
