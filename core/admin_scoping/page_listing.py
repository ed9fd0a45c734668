"""The explorer and the page search: filters offer the person's own offices, rows say whose they are."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages import listing
from wagtail.admin.views.pages.listing import EditedByFilter, ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.views.pages.search import SearchView, page_filter_search
from wagtail.models import Page, PageLogEntry, Site

from core.access.grants import is_central

from .offices import OfficeColumn
from .reach import as_published, is_own, own_subsites


def colleagues(user: Any) -> Any:
    """The people who hold a role in an office of this person's."""
    ids = [entry.id for entry in own_subsites(user)]
    people = get_user_model()._default_manager.filter(role_assignments__subsite__in=ids)
    return people.order_by("name").distinct()


def _owners(request: HttpRequest) -> Any:
    if not is_central(request.user):
        return colleagues(request.user)
    owners = Page.objects.order_by().values("owner_id").distinct()
    return get_user_model()._default_manager.filter(pk__in=owners)


def _editors(request: HttpRequest) -> Any:
    if not is_central(request.user):
        return colleagues(request.user)
    editors = PageLogEntry.objects.filter(action="wagtail.edit").order_by().values("user_id").distinct()
    return get_user_model()._default_manager.filter(pk__in=editors)


def _sites(request: HttpRequest) -> Any:
    homes = [entry.root_page_id for entry in own_subsites(request.user)]
    return Site.objects.filter(root_page__in=homes)


class OwnPageFilterSet(GenericPageFilterSet):
    """Wagtail's filters name everybody and every site."""

    owner = MultipleUserFilter(label=_("Owner"), queryset=_owners, widget=forms.CheckboxSelectMultiple)
    edited_by = EditedByFilter(label=_("Edited by"), queryset=_editors, widget=forms.CheckboxSelectMultiple)
    site = listing.SiteFilter(label=_("Site"), queryset=_sites, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(own_subsites(self.request.user)) < 2:
            del self.filters["site"]


def with_office(columns: list[Any]) -> list[Any]:
    """The columns with the office's after the title's."""
    place = next(number for number, column in enumerate(columns) if column.name == "title") + 1
    return [*columns[:place], OfficeColumn(), *columns[place:]]


class Explorer(ExplorableIndexView):
    """Wagtail's explorer; the office is shown above the offices' home pages and where all are searched."""

    base_filterset_class = OwnPageFilterSet

    @property
    def explorable_columns(self) -> list[Any]:
        columns: list[Any] = super().explorable_columns
        return with_office(columns) if self._spans_offices() else columns

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        for page in context["object_list"]:
            as_published(self.request.user, page)
        return context

    def get_page_subtitle(self) -> str:
        as_published(self.request.user, self.parent_page)
        return str(super().get_page_subtitle())

    def get_history_url(self) -> str | None:
        """Only where the history opens: above one's offices it does not."""
        if not is_own(self.request.user, self.parent_page):
            return None
        url: str | None = super().get_history_url()
        return url

    @cached_property
    def header_more_buttons(self) -> Any:
        """Of a page above one's offices nothing is done or looked up here."""
        return super().header_more_buttons if is_own(self.request.user, self.parent_page) else []

    def get_side_panels(self) -> Any:
        """Above one's offices there is nothing to say about the page's drafts, locks and people."""
        if not is_own(self.request.user, self.parent_page):
            return MediaContainer()
        return super().get_side_panels()

    def _spans_offices(self) -> bool:
        if self.is_searching_whole_tree:
            return len(own_subsites(self.request.user)) > 1
        path = self.parent_page.path
        return any(
            entry.root_path.startswith(path) and entry.root_path != path
            for entry in own_subsites(self.request.user)
        )


class PageSearch(SearchView):
    """Wagtail's page search, limited by the policy; people with several offices see whose a page is."""

    verbose_name_plural = Page._meta.verbose_name_plural
    """Named in the head of the title's column, where Wagtail prints “None”."""

    def get_queryset(self) -> Any:
        """The pages found; beside them those of all types, which are counted.

        Wagtail asks for all pages whose keys are among the policy's: each hit is then looked for twice, which for a
        word that stands everywhere is most of the search's cost. Here the policy's own queryset is searched.
        """
        self.all_pages = self.permission_policy.explorable_instances(self.request.user)
        pages = self.all_pages
        if self.show_locale_labels:
            pages = pages.select_related("locale")
        if self.ordering:
            pages = pages.order_by(self.ordering)
        if self.selected_content_type:
            pages = pages.filter(content_type=self.selected_content_type)
        pages, self.all_pages = page_filter_search(
            self.search_query, self.annotate_queryset(pages), self.all_pages, self.ordering
        )
        if self.selected_content_type is None and self.ordering is None:
            # The same hits, in the same order.
            self.all_pages.share_hits(pages)
        counts = self.all_pages.facet("content_type_id")
        self.content_types = [
            (ContentType.objects.get_for_id(content_type), count) for content_type, count in counts.items()
        ]
        return pages

    def get_table(self, object_list: Any) -> Any:
        columns = with_office(self.columns) if len(own_subsites(self.request.user)) > 1 else self.columns
        return self.table_class(columns, object_list, **self.get_table_kwargs())
