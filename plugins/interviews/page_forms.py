"""The form in which an interview page is edited."""

from typing import Any

from core.pages.forms import PageForm
from core.tenancy.table import subsite_table


class InterviewPageForm(PageForm):
    """Offers the interviews of the page's own office, and accepts no other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "interview" not in self.fields:
            return
        from plugins.interviews.models import Interview

        path = self.instance.path or (self.parent_page.path if self.parent_page else "")
        subsite = subsite_table().for_path(path)
        self.fields["interview"].queryset = (
            Interview.objects.for_subsite(subsite) if subsite else Interview.objects.none()
        )
