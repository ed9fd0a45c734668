"""What visitors see of the chain: the line under an article, and the page on which a code is verified."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


def responsibility_of(page_id: int) -> Responsibility | None:
    """The line of a page, or None where nothing is recorded: one indexed query."""
    row = (
        Publication.objects.filter(page_number=page_id, ended_at__isnull=True)
        .values("code", "line", "urgent", "origin", "correction", "corrects", "published_at")
        .first()
    )
    if row is None:
        return None
    imported = row["origin"] == Origin.IMPORTED
    corrected = (row["corrects"] or bool(row["correction"])) and not imported
    return Responsibility(
        code=shown(row["code"]),
        steps=[(str(Step(step).label), who) for step, who in row["line"]],
        urgent=row["urgent"],
        imported=imported,
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
