"""What all page types have in common."""

import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.url_routing import RouteResult

from core.pages.forms import PageForm
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

if TYPE_CHECKING:
    from core.access.page_policy import SubsitePagePermissionTester
    from core.pages.below import Below

RESERVED_SLUGS = frozenset({"-", "admin", "api", "static", "media", "healthz"})
YEAR = re.compile(r"\d{4}")


class PageMixin(models.Model):
    """Mixed into every page type of ours: exact permissions, the subsite, the public context, good slugs.

    `marks(request)` gives the government page marks of this page beyond the site's own.
    """

    class Meta:
        abstract = True

    base_form_class = PageForm

    is_gathered = False
    """Whether the portal's "newest" and a column's list show pages of this type as items."""

    arranges_columns = False
    """Whether making, moving, copying, taking back or deleting such a page needs `manage_columns` besides."""

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Wagtail's; the child rows are written with the page, so the chain looks at them as one."""
        from core.review.writing import page_being_written

        with page_being_written(self):
            return super().save(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> "SubsitePagePermissionTester":
        """Exact also where a subsite lies inside another's branch."""
        from core.access.page_policy import SubsitePagePermissionTester

        return SubsitePagePermissionTester(user, self)

    @property
    def subsite_entry(self) -> SubsiteEntry | None:
        """The subsite this page belongs to, by its place in the tree."""
        return held_table().for_path(self.path)  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        slug = self.slug  # type: ignore[attr-defined]
        if slug in RESERVED_SLUGS or YEAR.fullmatch(slug or ""):
            raise ValidationError(
                {"slug": _("This address is reserved: years and system words can't be used.")},
                code="reserved",
            )

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Our own serving finds pages by their whole path, so no child is looked up here."""
        from django.http import Http404

        if path_components or not self.live:  # type: ignore[attr-defined]
            raise Http404
        return RouteResult(self)

    def get_view_restrictions(self) -> Any:
        """Wagtail's, without its two queries for pages that lie below no restriction."""
        from wagtail.models import PageViewRestriction

        from core.pages.restrictions import restricted_paths

        if not self.path.startswith(restricted_paths()):  # type: ignore[attr-defined]
            nothing = PageViewRestriction.objects.none()
            # Known to be empty, also without putting the question into words.
            nothing._result_cache = []
            return nothing
        return super().get_view_restrictions()  # type: ignore[misc]

    def marks(self, request: HttpRequest) -> list[tuple[str, str]]:
        """(name, content) pairs of the page marks that belong to this kind of page."""
        return []

    def below(self, request: HttpRequest) -> "Below | None":
        """What of this page's the request asks for, where its address goes on below the page's own."""
        return None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from core.pages.context import page_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        context.update(page_context(request, self, self.below(request)))
        return context

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """What Wagtail's own addresses are made of, from the table of subsites: no query, the served port."""
        from core.pages.addresses import url_parts

        return url_parts(self, request)  # type: ignore[arg-type]
