"""What an interview's announcement says to the public, for the review chain."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.media.models import Attachment, Picture
from core.plugin_api import PublicRows, render_preview
from plugins.interviews.guests import ShownGuest, prepared_guests, read_guests, write_guests
from plugins.interviews.models import Interview

SHOWN = ("title", "slug", "introduction", "host_name", "starts_at", "video_address", "video", "is_sample")
"""What citizens see of an announcement beside its guests. What rules the live text (delay, hold-back, whether questions
are taken) is not among it: the host changes it at once."""

GUARD = PublicRows(
    model=Interview,
    public="{row}.is_public",
    columns=("is_public",),
    watched=("title", "slug", "introduction", "host_name", "video_address", "shown_guests"),
    says={
        "title": "{row}.title",
        "slug": "{row}.slug",
        "introduction": "{row}.introduction",
        "host_name": "{row}.host_name",
        "video_address": "{row}.video_address",
        "guests": "{row}.shown_guests",
    },
)


def content(interview: Interview) -> dict[str, Any]:
    """What an announcement is to say to the public, with what is held back and the guests as they are prepared."""
    return _content(interview.draft(), prepared_guests(interview))


def public_content(interview: Interview) -> dict[str, Any] | None:
    """What it says now; None while citizens do not see it."""
    return _content(interview, read_guests(interview.shown_guests)) if interview.is_public else None


def _content(interview: Interview, guests: list[ShownGuest]) -> dict[str, Any]:
    return {
        "title": interview.title,
        "slug": interview.slug,
        "introduction": interview.introduction,
        "host_name": interview.host_name,
        "starts_at": interview.starts_at.isoformat(),
        "video_address": interview.video_address,
        "video": str(interview.video_id or ""),
        "is_sample": interview.is_sample,
        "guests": write_guests(guests),
        "files": _files(guests, interview.video_id),
    }


def _files(guests: list[ShownGuest], video: int | None) -> list[list[str]]:
    """(model, number, name of the file, its hash) of portraits and the video: another file in their place shows."""
    found = []
    for model, numbers in (
        (Picture, {each.portrait_id for each in guests} - {None}),
        (Attachment, {video} - {None}),
    ):
        if numbers:
            rows = model.objects.filter(pk__in=numbers).values_list("pk", "file", "file_hash")
            found += [[model._meta.label_lower, str(pk), name, digest] for pk, name, digest in rows]
    return sorted(found)


def has_changes(interview: Interview) -> bool:
    """Whether something of a public interview waits to be cleared."""
    if not interview.is_public:
        return False
    return bool(interview.held) or write_guests(prepared_guests(interview)) != interview.shown_guests


def in_words(said: Mapping[str, Any]) -> dict[str, str]:
    """The content as a reviewer reads it, a guest a line."""
    words = {name: str(said.get(name) or "") for name in SHOWN}
    starts = parse_datetime(words["starts_at"])
    words["starts_at"] = localtime(starts).strftime("%Y-%m-%d %H:%M") if starts else ""
    words["is_sample"] = _("Yes") if said.get("is_sample") else ""
    video = Attachment.objects.filter(pk=said["video"]).first() if said.get("video") else None
    words["video"] = video.title if video else words["video"]
    guests = read_guests(str(said.get("guests") or ""))
    titles = dict(
        Picture.objects.filter(pk__in=[each.portrait_id for each in guests]).values_list("pk", "title")
    )
    words["guests"] = "\n".join(
        " · ".join(filter(None, (each.name, each.office, titles.get(each.portrait_id)))) for each in guests
    )
    return words


def preview(interview: Interview, request: HttpRequest) -> HttpResponse:
    """The announcement on its own page, as it is to become."""
    from plugins.interviews.views import draw_interview

    return render_preview(
        request,
        lambda asked: draw_interview(asked, interview.draft(), prepared_guests(interview)),
        slug="interviews",
        subsite=interview.subsite,
    )
