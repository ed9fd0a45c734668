"""Resources of the API for rows that offices own."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from core.plugin_host.gate import open_entries, slug_of_label
from core.tenancy.models import SubsiteOwned
from core.tenancy.table import SubsiteEntry


class RowPagination(PageNumberPagination):
    """20 rows a page; `page_size` may ask for up to 100."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"


class SubsiteApiViewSet[M: SubsiteOwned](ReadOnlyModelViewSet[M]):
    """A public, read-only resource: set `queryset` and `serializer_class`.

    Rows of subsites where the plugin is off do not exist here, and where it is off everywhere the resource
    answers 404. `?subsite=<slug>` keeps to one subsite.
    """

    permission_classes = [AllowAny]
    pagination_class = RowPagination
    subsite_field: ClassVar[str] = "subsite"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask the gate before anything else."""
        if not self.open_entries():
            raise Http404
        super().initial(request, *args, **kwargs)

    def open_entries(self) -> list[SubsiteEntry]:
        """The subsites that this request is about and where the plugin is on."""
        entries = open_entries(slug_of_label(super().get_queryset().model._meta.app_label) or "")
        wanted = self.request.query_params.get("subsite")
        return [entry for entry in entries if wanted is None or entry.slug == wanted]

    def get_queryset(self) -> QuerySet[M]:
        """The rows of those subsites."""
        ids = [entry.id for entry in self.open_entries()]
        return super().get_queryset().filter(**{f"{self.subsite_field}__in": ids})
