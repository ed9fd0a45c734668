"""The form in which a look-up page is edited."""

from typing import Any

from django.utils.translation import gettext as _

from core.pages.forms import PageForm
from core.tenancy.table import subsite_table


class LookupPageForm(PageForm):
    """Offers the tables of the page's own office, and accepts no other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "table" not in self.fields:
            return
        from plugins.queries.models import LookupTable

        path = self.instance.path or (self.parent_page.path if self.parent_page else "")
        self.subsite = subsite_table().for_path(path)
        tables = LookupTable.objects.for_subsite(self.subsite) if self.subsite else LookupTable.objects.none()
        self.fields["table"].queryset = tables
        self.fields["table"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        table = cleaned.get("table")
        if table and (kind := cleaned.get("kind")):
            from plugins.queries.kinds import KINDS

            missing = KINDS[kind].missing(table)
            if missing:
                self.add_error(
                    "kind",
                    _("For this kind, give these roles in the column settings of the table first: %(roles)s.")
                    % {"roles": "、".join(missing)},
                )
        return cleaned


class SourcePageForm(PageForm):
    """Offers the sources of the page's own office that answer questions, and accepts no other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "source" not in self.fields:
            return
        from plugins.queries.models import DataSource
        from plugins.queries.sources.registry import PROVIDERS

        path = self.instance.path or (self.parent_page.path if self.parent_page else "")
        entry = subsite_table().for_path(path)
        asking = [slug for slug, provider in PROVIDERS.items() if provider.asks]
        self.fields["source"].queryset = (
            DataSource.objects.filter(subsite_id=entry.pk, provider__in=asking)
            if entry
            else DataSource.objects.none()
        )
