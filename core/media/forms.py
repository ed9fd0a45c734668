"""Forms of pictures and attachments: what central policy says of kinds and sizes counts in each of them."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from core.admin_scoping.acting import acting_user
from core.policy.uploads import refuse_upload
from core.tenancy.collections import subsite_of_collection


class _UnderPolicy:
    """Asks policy about a new file, or one that is moved, by the collection that it is to lie in."""

    kind: str

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}  # type: ignore[misc]  # mixed into Wagtail's forms
        self._keep_what_is_public()
        file = cleaned.get("file")
        # Without the field there is one collection that the person may use; Wagtail takes it when saving.
        chosen = cleaned.get("collection") or next(iter(self.collections), None)  # type: ignore[attr-defined]  # theirs
        entry = subsite_of_collection(chosen)
        # What is moved to another collection is there as if it had been uploaded there.
        if entry is not None and file and {"file", "collection"} & set(self.changed_data):  # type: ignore[attr-defined]  # theirs
            try:
                refuse_upload(name=file.name, size=file.size, kind=self.kind, subsite=entry, by=acting_user())
            except ValidationError as refusal:
                self.add_error("file", refusal)  # type: ignore[attr-defined]  # theirs
        return cleaned

    def _keep_what_is_public(self) -> None:
        """What stands on a public page is not changed under it, where a chain has cleared that page."""
        from core.review.parts import refusal_of_change

        changed = {"file", "title", "description"} & set(self.changed_data)  # type: ignore[attr-defined]  # theirs
        if self.instance.pk and changed:  # type: ignore[attr-defined]  # theirs
            for name in sorted(changed):
                if words := refusal_of_change(self.instance, {name}):  # type: ignore[attr-defined]  # theirs
                    self.add_error(name, words)  # type: ignore[attr-defined]  # theirs


class PictureForm(_UnderPolicy, BaseImageForm):
    """Named by WAGTAILIMAGES_IMAGE_FORM_BASE."""

    kind = "picture"


class AttachmentForm(_UnderPolicy, BaseDocumentForm):
    """Named by WAGTAILDOCS_DOCUMENT_FORM_BASE."""

    kind = "attachment"
