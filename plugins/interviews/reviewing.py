"""What the review's screen and the database know of an announcement."""

from django.http import HttpRequest, HttpResponse

from core.plugin_api import PublicRows, render_preview
from plugins.interviews.models import Interview

GUARD = PublicRows(
    model=Interview,
    public="{row}.is_public",
    columns=("is_public",),
    watched=("title", "introduction", "host_name"),
    says={"title": "{row}.title", "introduction": "{row}.introduction", "host": "{row}.host_name"},
    stays=False,  # while a correction of it is under review, an announcement is not shown
)


def preview(interview: Interview, request: HttpRequest) -> HttpResponse:
    """The announcement on its own page."""
    from plugins.interviews.views import draw_interview

    return render_preview(
        request,
        lambda asked: draw_interview(asked, interview),
        slug="interviews",
        subsite=interview.subsite,
    )
