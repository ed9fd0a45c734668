"""The records, newest first, with filters."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.labels import action_label, kind_label
from core.audit.models import AuditHead, AuditPending
from core.audit.querysets import Portion, leaves_of, portion, within
from core.audit.tree.merkle import Frontier

from .base import AuditScreen
from .forms import FilterForm

PAGE_SIZE = 50


class RecordsScreen(AuditScreen):
    """Fifty records a page; the address holds the filters and the id to go on from."""

    template_name = "core_audit/records.html"
    page_title = gettext_lazy("Audit record")

    def get_page_subtitle(self) -> str:
        if self.reach.everything:
            return _("All offices")
        names = [entry.display_name for entry in self.reach.subsites]
        return names[0] if len(names) == 1 else _("%(count)s offices") % {"count": len(names)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = FilterForm(self.request.GET, reach=self.reach)
        page = self._portion(form)
        asked = form.asked()
        leaves = leaves_of(page.records)
        context.update(
            form=form,
            asked=asked,
            narrowed=any(name in form.fields and name != "q" for name in asked),
            everything=self.reach.everything,
            rows=[
                {
                    "record": record,
                    "leaf": leaves.get(record.pk),
                    "action": action_label(record.action, record.target_type),
                    "kind": kind_label(record.target_type) if record.target_type else "",
                }
                for record in page.records
            ],
            newer=_address(asked, after=page.newer) if page.newer else "",
            older=_address(asked, before=page.older) if page.older else "",
            newest=_address(asked),
        )
        if self.reach.everything:
            context.update(_tree())
        return context

    def _portion(self, form: FilterForm) -> Portion:
        if not form.is_valid():
            return Portion([], None, None)
        found = form.filters().apply(within(self.reach))
        return portion(found, size=PAGE_SIZE, before=self._id("before"), after=self._id("after"))

    def _id(self, name: str) -> int | None:
        """A key from the address; one that is none means the newest page."""
        text = self.request.GET.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _address(asked: dict[str, str], **key: int | None) -> str:
    return "?" + urlencode({**asked, **key})


def _tree() -> dict[str, Any]:
    """The head of the tree, for people who can compare it with one kept elsewhere."""
    head = AuditHead.objects.filter(pk=1).first()
    if head is None:
        return {"head": None}
    root = Frontier(
        head.size, [bytes(head.frontier)[at : at + 32] for at in range(0, len(head.frontier), 32)]
    )
    return {"head": head, "root": root.root().hex(), "waiting": AuditPending.objects.count()}
