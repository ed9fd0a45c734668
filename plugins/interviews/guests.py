"""Guests as citizens see them: as the announcement was cleared, whatever is being prepared."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.media.models import Picture
from plugins.interviews.models import Guest, Interview, Line, LineKind


@dataclass(frozen=True, slots=True)
class ShownGuest:
    """A guest as citizens read them. `pk` is the number of the guest's row, which may say something else by now, or
    be gone. `portrait` is the picture, once `with_portraits` has read it."""

    pk: int
    name: str
    office: str
    portrait_id: int | None = None
    portrait: Any = None

    @property
    def initial(self) -> str:
        """What stands where a portrait is missing: the first character of the name."""
        return self.name[:1]

    @property
    def speaker(self) -> str:
        """How lines name them."""
        return f"{self.name} {self.office}"


def prepared_guests(interview: Interview) -> list[ShownGuest]:
    """The guests as the office has them, cleared or not."""
    rows = Guest.objects.filter(interview_id=interview.pk).order_by("sort_order", "pk")
    return [ShownGuest(*row) for row in rows.values_list("pk", "name", "office", "portrait_id")]


def public_guests(interview: Interview) -> list[ShownGuest]:
    """The guests as citizens see them; no query."""
    return read_guests(interview.shown_guests)


def guests_of(interview: Interview) -> list[ShownGuest]:
    """The guests who may speak: those whom citizens see, or, of what is not public, those who are prepared."""
    return public_guests(interview) if interview.is_public else prepared_guests(interview)


def write_guests(guests: Iterable[ShownGuest]) -> str:
    """Guests as the text that is cleared and kept with the interview."""
    rows = [[each.pk, each.name, each.office, each.portrait_id] for each in guests]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def read_guests(text: str) -> list[ShownGuest]:
    """The guests that such a text names; none of an empty one."""
    return [ShownGuest(*row) for row in json.loads(text)] if text else []


def with_portraits(guests: Sequence[ShownGuest]) -> list[ShownGuest]:
    """The guests with their pictures, in two queries at most; without one where it was deleted."""
    numbers = {each.portrait_id for each in guests} - {None}
    if not numbers:
        return list(guests)
    found = Picture.objects.filter(pk__in=numbers).prefetch_related("renditions").in_bulk()
    return [replace(each, portrait=found.get(each.portrait_id)) for each in guests]


def give_faces(lines: Iterable[Line], guests: Sequence[ShownGuest]) -> None:
    """Put beside each guest's line who spoke it: the guest by number or, once the row is gone, by name."""
    by_number = {each.pk: each for each in guests}
    by_name = {each.speaker: each for each in guests}
    for line in lines:
        if line.kind == LineKind.ANSWER:
            found = by_number.get(line.guest_id or 0) or by_name.get(line.speaker)
            line.face = found or ShownGuest(0, line.speaker, "")
