"""A screen of the administration about one subsite, and the choice among those that a person may use it for."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import Http404, HttpRequest

from core.tenancy.table import SubsiteEntry

from .grants import subsites_with

if TYPE_CHECKING:
    from django.views.generic import View as _Base
else:
    _Base = object


class SubsiteScreenMixin(_Base):
    """Finds `entry` among `managed`: the subsite in the address or in `?subsite=`, else the first.

    404 for people who hold `permission` nowhere, and for a subsite on which they do not hold it.
    """

    permission: ClassVar[str] = ""
    managed: list[SubsiteEntry]
    entry: SubsiteEntry

    def offered(self) -> list[SubsiteEntry]:
        """The subsites to choose from, sorted by pinyin."""
        return subsites_with(self.request.user, self.permission)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.managed = self.offered()
        wanted = kwargs.get("subsite") or request.GET.get("subsite")
        found = [entry for entry in self.managed if not wanted or entry.slug == wanted]
        if not found:
            raise Http404
        self.entry = found[0]

    def get_page_subtitle(self) -> str:
        """The office's name, under the title."""
        return self.entry.display_name
