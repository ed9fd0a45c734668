"""The form in which a survey page is edited."""

from typing import Any

from core.pages.forms import PageForm
from core.tenancy.table import subsite_table


class SurveyPageForm(PageForm):
    """Offers the surveys of the page's own office, and accepts no other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "survey" not in self.fields:
            return
        from plugins.surveys.models import Survey

        path = self.instance.path or (self.parent_page.path if self.parent_page else "")
        subsite = subsite_table().for_path(path)
        self.fields["survey"].queryset = (
            Survey.objects.for_subsite(subsite) if subsite else Survey.objects.none()
        )
