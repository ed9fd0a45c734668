"""What visitors see of the chain: the line under an article, and the page on which a code is verified."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast, JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.tenancy.profiles import profiles
from core.tenancy.table import SubsiteEntry

from .codes import shown
from .kinds import kind_is_open
from .models import Origin, Publication
from .steps import Step
from .verification import verify


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The line under a published page. `corrected_at` is set where this text corrects an earlier one."""

    code: str
    steps: list[tuple[str, str]]
    urgent: bool
    imported: bool
    correction: str
    corrected_at: datetime | None

    @property
    def url(self) -> str:
        """Where anyone verifies it, below the address of the subsite's home page."""
        return f"-/verify/{self.code}/"


LINE = ("code", "line", "urgent", "origin", "correction", "corrects", "published_at")
COLUMN = "responsibility_row"
"""What items are annotated with."""


def responsibility_of(page_id: int) -> Responsibility | None:
    """The line of a page, or None where nothing is recorded: one indexed query."""
    return _line(Publication.objects.filter(page_number=page_id, ended_at__isnull=True).values(*LINE).first())


def responsibility_of_item(kind_id: str, item: Any) -> Responsibility | None:
    """The same for an item of a plugin's kind: one indexed query, or none where the item was read with
    `responsibility_column`."""
    kept: Any = getattr(item, COLUMN, False)
    if kept is False:
        found = Publication.objects.filter(kind=kind_id, object_id=str(item.pk), ended_at__isnull=True)
        return _line(found.values(*LINE).first(), of_page=False)
    row: Any = json.loads(kept) if isinstance(kept, str) else kept
    if row is None:
        return None
    row["line"] = json.loads(row["line"]) if isinstance(row["line"], str) else row["line"]
    row["published_at"] = datetime.fromisoformat(row["published_at"])
    if row["published_at"].tzinfo is None:
        row["published_at"] = row["published_at"].replace(tzinfo=UTC)
    return _line(row, of_page=False)


def responsibility_column(kind_id: str) -> Subquery:
    """For `annotate(responsibility_row=responsibility_column(…))` of the items of a kind: their lines come with them,
    without a query more."""
    found = Publication.objects.filter(
        kind=kind_id, object_id=Cast(OuterRef("pk"), CharField()), ended_at__isnull=True
    )
    return Subquery(found.values(row=JSONObject(**{name: name for name in LINE}))[:1])


def _line(row: Mapping[str, Any] | None, *, of_page: bool = True) -> Responsibility | None:
    if row is None:
        return None
    imported = row["origin"] == Origin.IMPORTED
    corrected = (row["corrects"] or bool(row["correction"])) and not imported
    return Responsibility(
        code=shown(row["code"]),
        steps=[(str(Step(step).label), who) for step, who in row["line"]],
        urgent=bool(row["urgent"]),
        imported=imported and of_page,
        correction=row["correction"] if corrected else "",
        corrected_at=row["published_at"] if corrected else None,
    )


def serve_verification(
    request: HttpRequest, *, home_page: Any, subsite: SubsiteEntry | None, code: str = ""
) -> HttpResponse:
    """The page `-/verify/`, with the answer for `-/verify/<code>/` or `?code=`; 404 for an unknown code."""
    from core.pages.below import Below
    from core.pages.context import page_context

    code = code or request.GET.get("code", "")
    found = verify(code) if code else None
    if found and not _may_tell(found.publication, subsite):
        found = None
    below = Below(f"-/verify/{found.code}/" if found else "-/verify/", _("Verify a publication"))
    variables = {
        "page": home_page,
        "self": home_page,
        **page_context(request, home_page, below),
        "typed": code,
        "found": found,
        "unknown": bool(code) and found is None,
    }
    return render(request, "core_review/verify.html", variables, status=404 if variables["unknown"] else 200)


def _may_tell(publication: Publication, subsite: SubsiteEntry | None) -> bool:
    """What belongs to a closed subsite is told there only, behind its sign-in; of plugins that are off, nothing."""
    owner = publication.subsite
    if owner is None or not kind_is_open(publication.kind, owner):
        return False
    profile = profiles().get(owner.profile)
    return not (profile and profile.private) or (subsite is not None and subsite.id == owner.pk)
