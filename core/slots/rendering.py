"""Filling the slots of a public page with what plugins contribute."""

from collections.abc import Iterator, Mapping

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from core.plugin_api.contributions import PageSlot, RenderContext, Slot
from core.plugin_host.collecting import collect
from core.plugin_host.rendering import render_contribution
from core.tenancy.table import SubsiteEntry


class FilledSlots(Mapping[str, SafeString]):
    """The slots of one page by name, each rendered when a template asks: `{{ slots.article_before }}`."""

    def __init__(self, *, request: HttpRequest, page: Page | None, subsite: SubsiteEntry | None) -> None:
        self.request = request
        self.page = page
        self.subsite = subsite
        self._filled: dict[str, SafeString] = {}

    def __getitem__(self, name: str) -> SafeString:
        slot = Slot(name) if name in Slot else None
        if slot is None:
            raise KeyError(name)
        if name not in self._filled:
            self._filled[name] = self._fill(slot)
        return self._filled[name]

    def __iter__(self) -> Iterator[str]:
        return iter([slot.value for slot in Slot])

    def __len__(self) -> int:
        return len(Slot)

    def _fill(self, slot: Slot) -> SafeString:
        if self.subsite is None:
            return SafeString("")
        render_context = RenderContext(subsite=self.subsite, request=self.request, page=self.page)
        answers = collect(
            PageSlot,
            subsite=self.subsite,
            call=lambda contribution: render_contribution(contribution, render_context),
            where=lambda contribution: contribution.slot == slot,
        )
        # Each part was rendered, and escaped, by a template.
        return mark_safe("".join(answer.value for answer in answers))  # noqa: S308


def slots_of(*, request: HttpRequest, page: Page | None, subsite: SubsiteEntry | None) -> FilledSlots:
    """The slots of the page that answers a request; empty outside all subsites."""
    return FilledSlots(request=request, page=page, subsite=subsite)
