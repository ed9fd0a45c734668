"""Publishing a survey with its page in one call, for demonstrations and for imports."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.access.actors import Actor
from core.plugin_api import require
from core.tenancy.table import subsite_table
from plugins.surveys.models import Survey, SurveyPage
from plugins.surveys.services.surveys import DETAILS, import_survey, publish_survey, save_survey


@transaction.atomic
def publish_survey_page(
    *,
    subsite: Any,
    by: Actor,
    parent_page: Page,
    data: Any,
    slug: str = "",
    page_title: str = "",
    **details: Any,
) -> SurveyPage:
    """Make and publish a survey from an exported form, and a live page that leads to it below `parent_page`.

    `details` are further fields of the survey (`results`, `closes_at`, `is_sample`, …). Raises what `import_survey`
    raises, `PermissionDenied` without the right to publish, and `ValidationError` for a parent of another subsite.
    """
    require(by, "publish_content", subsite)
    entry = subsite_table().for_page(parent_page)
    if entry is None or entry.pk != subsite.pk:
        raise ValidationError(_("This page belongs to another office."))
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise ValueError(f"A survey has no {', '.join(sorted(unknown))}.")
    survey: Survey = import_survey(subsite=subsite, by=by, data=data)
    for name, value in details.items():
        setattr(survey, name, value)
    survey.slug = slug or survey.slug
    save_survey(survey=survey, by=by)
    publish_survey(survey=survey, by=by)
    page = SurveyPage(
        title=page_title or survey.title,
        slug=survey.slug,
        survey=survey,
        locale=parent_page.locale,
        show_in_menus=False,
    )
    parent_page.add_child(instance=page)
    page.save_revision().publish()
    return page
