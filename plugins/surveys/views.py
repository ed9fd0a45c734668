"""The public views after a survey: thanks and results."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.plugin_api import render_public
from plugins.surveys.public_surveys import survey_at, survey_url
from plugins.surveys.results.reading import approved_texts, figures_of
from plugins.surveys.results.showing import public_results


@never_cache
@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, the same for everybody."""
    survey = survey_at(request, slug)
    context = {"survey": survey, "results_url": survey_url(request, survey, "results")}
    return render_public(request, "surveys/thanks.html", context, title=survey.title)


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """What the office chose to show of the answers."""
    survey = survey_at(request, slug)
    if not survey.results_are_public:
        raise Http404
    figures = figures_of(survey)
    enough = figures.total >= survey.smallest_group
    form_url = survey_url(request, survey)
    context = {
        "survey": survey,
        "enough": enough,
        "total": figures.total,
        "results": public_results(figures, approved_texts(survey)) if enough else [],
        "survey_url": form_url,
    }
    above = [(survey.title, form_url)]
    return render_public(request, "surveys/results.html", context, title=_("Results"), above=above)
