"""Usage screens: what others have published is called by its name, though one may not edit it."""

from typing import Any

from wagtail.admin.views.pages.usage import UsageView as WagtailPageUsage
from wagtail.documents.views.documents import UsageView as WagtailAttachmentUsage
from wagtail.images.views.images import UsageView as WagtailPictureUsage
from wagtail.models import Page

from .naming import may_name_object
from .reach import as_published


class _Named:
    """Wagtail calls everything private that the person may not edit."""

    request: Any

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        table = super().get_table(object_list, **kwargs)  # type: ignore[misc]  # mixed into a view
        for row in table.data:
            found, user = row["object"], self.request.user
            if row["edit_url"] is None and may_name_object(user, found):
                row["label"] = str(as_published(user, found) if isinstance(found, Page) else found)
        return table


class PageUsage(_Named, WagtailPageUsage):
    """What refers to a page."""


class PictureUsage(_Named, WagtailPictureUsage):
    """What shows a picture."""


class AttachmentUsage(_Named, WagtailAttachmentUsage):
    """What offers an attachment."""
