"""Moving several pictures or attachments to a collection at once: central policy counts there as for an upload."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.documents.views.bulk_actions import AddToCollectionBulkAction as MoveDocuments
from wagtail.images.views.bulk_actions import AddToCollectionBulkAction as MoveImages

from core.policy.uploads import refuse_upload
from core.tenancy.collections import subsite_of_collection


class _UnderPolicy:
    """Refuses all of them when policy refuses one: nothing is moved by half."""

    kind: str

    def form_valid(self, form: Any) -> HttpResponseBase:
        place = form.cleaned_data["collection"]
        office = subsite_of_collection(place)
        media, _no_access = self.get_actionable_objects()  # type: ignore[attr-defined]  # mixed into a BulkAction
        for medium in media:
            if office is None or medium.collection_id == place.pk:
                continue
            try:
                refuse_upload(
                    name=medium.file.name,
                    size=medium.file_size or 0,
                    kind=self.kind,
                    subsite=office,
                    by=self.request.user,  # type: ignore[attr-defined]  # the same
                )
            except ValidationError as refusal:
                said = _("“%(title)s”: %(refusal)s")
                for words in refusal.messages:
                    form.add_error("collection", said % {"title": medium.title, "refusal": words})
        if form.errors:
            return self.form_invalid(form)  # type: ignore[attr-defined]  # the same
        return super().form_valid(form)  # type: ignore[misc]  # the same


class MovePictures(_UnderPolicy, MoveImages):
    """In the place of Wagtail's, which it names itself like."""

    kind = "picture"


class MoveAttachments(_UnderPolicy, MoveDocuments):
    """The same for attachments."""

    kind = "attachment"
