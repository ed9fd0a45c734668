"""An address that is typed as a link: one of our own pages becomes a link to the page, if it may be named."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.views.chooser import ExternalLinkView
from wagtail.models import Page

from core.pages.addresses import language_prefix
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .reach import as_published, is_public


def page_at(address: str) -> Page | None:
    """The published page at an absolute address on one of our hosts, or None. One query."""
    parts = urlsplit(address)
    host = _host(parts.hostname or "")
    if host is None or parts.query or parts.fragment or not parts.path.endswith("/"):
        return None
    for language, root in host.roots.items():
        prefix = f"{language_prefix(language)}/"
        if parts.path.startswith(prefix):
            found = Page.objects.filter(url_path=root.url_path + parts.path.removeprefix(prefix)).first()
            if found is not None and is_public(found):
                page: Page = found
                return page
    return None


def _host(name: str) -> SubsiteEntry | None:
    table = held_table()
    return table.portal if name == settings.PORTAL_HOST else table.by_hostname.get(name)


class LinkToAddress(ExternalLinkView):
    """Wagtail's own walks the tree from the hosts' home pages and names drafts on the way."""

    def post(self, request: HttpRequest) -> HttpResponse:
        self.form = self.form_class(request.POST, initial=self.get_initial_data(), prefix=self.form_prefix)
        if not self.form.is_valid():
            response: HttpResponse = self.render_form_response()
            return response
        result = self.get_result_data()
        page = page_at(result["url"])
        if page is not None:
            shown = as_published(request.user, page.specific)
            result = {
                "id": page.pk,
                "parentId": page.get_parent().pk,
                "adminTitle": shown.draft_title,
                "editUrl": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
                "url": page.url,
            }
        answer: HttpResponse = self.render_chosen_response(result)
        return answer
