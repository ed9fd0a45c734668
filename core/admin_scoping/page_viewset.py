"""Wagtail's views of pages with ours in the place of those that know no offices."""

from wagtail.admin.viewsets.pages import PageViewSet

from .page_adding import ChooseType, CreatePage
from .page_forms import CopyPage, GuardPage, MovePage
from .page_listing import Explorer, OwnPageFilterSet, PageSearch
from .usage_screens import PageUsage


class SubsitePageViewSet(PageViewSet):
    """For every page type; a type with views of its own extends this one."""

    index_view_class = Explorer
    filterset_class = OwnPageFilterSet
    search_view_class = PageSearch
    add_subpage_view_class = ChooseType
    add_view_class = CreatePage
    copy_view_class = CopyPage
    move_view_class = MovePage
    set_privacy_view_class = GuardPage
    usage_view_class = PageUsage


page_viewset = SubsitePageViewSet()
