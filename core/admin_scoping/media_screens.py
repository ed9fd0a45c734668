"""Lists of pictures and attachments whose filters name the tags of the person's own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import PopularTagsFilter
from wagtail.documents.views import chooser as document_chooser
from wagtail.documents.views import documents
from wagtail.images.views import chooser, images

from .keys import whole_numbers
from .offices import label_media
from .tags import popular_tags


class _OwnTags:
    """Under a filter set of media, after Wagtail filled it."""

    request: Any
    filters: dict[str, Any]

    def __init__(self, data: Any = None, queryset: Any = None, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)  # type: ignore[call-arg]  # mixed into a FilterSet
        self.filters.pop("tag", None)
        tags = popular_tags(self.request.user, self._meta.model)  # type: ignore[attr-defined]  # the same
        if tags:
            self.filters["tag"] = PopularTagsFilter(
                label=_("Tag"),
                field_name="tags__name",
                choices=[(tag.name, tag.name) for tag in tags],
                widget=forms.CheckboxSelectMultiple,
                use_subquery=kwargs.get("is_searching"),
                help_text=_("Filter by up to ten most popular tags."),
            )


class OwnPicturesFilterSet(_OwnTags, images.ImagesFilterSet):
    """Filters of the list of pictures."""


class OwnAttachmentsFilterSet(_OwnTags, documents.DocumentsFilterSet):
    """Filters of the list of attachments."""


class Pictures(images.IndexView):
    """The list of pictures; where it has no column for the collection, the title says whose they are."""

    filterset_class = OwnPicturesFilterSet

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        rows = super().decorate_paginated_queryset(object_list)
        if self.layout != "list":
            label_media(self.request.user, rows)
        return rows


class PicturesResults(Pictures):
    """Its rows alone."""

    results_only = True


class Attachments(documents.IndexView):
    """The list of attachments."""

    filterset_class = OwnAttachmentsFilterSet


class AttachmentsResults(Attachments):
    """Its rows alone."""

    results_only = True


class _LabelledChoice:
    """Under a chooser of pictures."""

    request: Any
    layout: str

    def get_results_page(self, request: Any) -> Any:
        page = super().get_results_page(request)  # type: ignore[misc]  # mixed into Wagtail's views
        if self.layout == "grid":
            label_media(self.request.user, page)
        return page


class ChoosePictureResults(_LabelledChoice, chooser.ImageChooseResultsView):
    """The rows of the chooser alone."""


class ChoosePicture(_LabelledChoice, chooser.ImageChooseView):
    """The chooser of pictures; put into Wagtail's viewset, whose settings it needs."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["popular_tags"] = popular_tags(self.request.user, self.model)
        return context


class _ChosenByKey:
    """Wagtail's fails for what is no key."""

    def get_objects(self, keys: Any) -> Any:
        return super().get_objects(whole_numbers(keys))  # type: ignore[misc]  # mixed into Wagtail's views


class ChosenPictures(_ChosenByKey, chooser.ImageChosenMultipleView):
    """Pictures that were ticked in the chooser."""


class ChosenAttachments(_ChosenByKey, document_chooser.DocumentChosenMultipleView):
    """Attachments that were ticked in the chooser."""


def install() -> None:
    """Let Wagtail's viewsets build our choosers. Called once, before the addresses are read."""
    chooser.viewset.choose_view_class = ChoosePicture
    chooser.viewset.choose_results_view_class = ChoosePictureResults
    chooser.viewset.chosen_multiple_view_class = ChosenPictures
    document_chooser.viewset.chosen_multiple_view_class = ChosenAttachments
