"""Building, copying and importing surveys. What makes them public is in `publishing`."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from core.access.actors import SYSTEM, Actor, System
from core.plugin_api import needs_review, record, require
from plugins.surveys.builder.converting import Codes, to_stream, with_codes
from plugins.surveys.clearing import KIND, draft_definition
from plugins.surveys.form.definition import Form
from plugins.surveys.form.reading import FormFaults, read_form
from plugins.surveys.form.writing import FORMAT, FORMAT_VERSION, write_form
from plugins.surveys.models import Survey
from plugins.surveys.services import PERMISSION
from plugins.surveys.services.publishing import (
    end_survey,
    hold_or_publish_details,
    publish_survey,
    take_back_survey,
)

DETAILS = (
    "title",
    "introduction",
    "thanks",
    "opens_at",
    "closes_at",
    "participation",
    "proof_wanted",
    "quota",
    "results",
    "smallest_group",
    "is_sample",
)
"""What an export takes along besides the form; dates are left behind."""
LOOKS_LIKE_FILE = ("title", "introduction", "thanks")


def draft_form(survey: Survey) -> Form:
    """The form as the office edits it. Raises FormFaults."""
    return read_form(draft_definition(survey))


def has_changes(survey: Survey) -> bool:
    """Whether the office has changed the form, or what is held back, since it was published."""
    version = survey.current_version
    if version is None or survey.held:
        return True
    try:
        return bool(write_form(draft_form(survey)) != version.definition)
    except FormFaults:
        return True


def _stream(survey: Survey) -> list[dict[str, Any]]:
    prepared: list[dict[str, Any]] = survey.form.get_prep_value() if survey.form else []
    return prepared


def _give_codes(survey: Survey) -> None:
    earlier = survey.versions.values_list("definition", flat=True) if survey.pk else []
    survey.form = with_codes(_stream(survey), Codes(earlier))


@transaction.atomic
def save_survey(*, survey: Survey, by: Actor) -> Survey:
    """Save a new or changed survey; codes and slug are given where they are missing.

    What citizens see of a published survey is held back until it is published anew where the review chain decides, and
    changes at once elsewhere; the form always waits for its publication. Raises `PermissionDenied`, and
    `ValidationError` for details that contradict each other. The form may have faults until it is published: what is
    half done is kept.
    """
    require(by, PERMISSION, survey.subsite)
    created = survey.pk is None
    if created and not isinstance(by, System):
        survey.created_by = by
    survey.slug = survey.slug or free_slug(survey)
    _give_codes(survey)
    survey.full_clean(exclude=["form", "current_version"])
    survey.note_writer(by)
    if not created:
        hold_or_publish_details(survey=survey, by=by)
    survey.save()
    record(
        action=f"survey.{'created' if created else 'changed'}", by=by, subsite=survey.subsite, target=survey
    )
    return survey


def create_survey(
    *, subsite: Any, by: Actor, title: str, definition: Mapping[str, Any], **details: Any
) -> Survey:
    """A new draft from a form's JSON. Raises FormFaults, and what `save_survey` raises."""
    require(by, PERMISSION, subsite)
    form = read_form(dict(definition))
    unknown = set(details) - {*DETAILS, "slug"}
    if unknown:
        raise ValueError(f"A survey has no {', '.join(sorted(unknown))}.")
    survey = Survey(subsite_id=subsite.pk, title=title, **details)
    survey.form = to_stream(write_form(form))
    return save_survey(survey=survey, by=by)


def free_slug(survey: Survey) -> str:
    """A slug from the title that the subsite has not yet."""
    base = slugify(" ".join(lazy_pinyin(survey.title)))[:50].strip("-") or "survey"
    taken = set(
        Survey.objects.filter(subsite_id=survey.subsite_id, slug__startswith=base)
        .exclude(pk=survey.pk)
        .values_list("slug", flat=True)
    )
    return next(
        slug
        for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
        if slug not in taken and slug != "preview"
    )


@transaction.atomic
def delete_survey(*, survey: Survey, by: Actor) -> None:
    """Delete a survey with all answers. Raises ValidationError while it takes answers."""
    require(by, PERMISSION, survey.subsite)
    if survey.is_open():
        raise ValidationError(_("“%(survey)s” takes answers: end it first.") % {"survey": survey})
    if survey.is_published and by is not SYSTEM and needs_review(KIND, subsite=survey.subsite):
        raise ValidationError(_("“%(survey)s” is public: take it back first.") % {"survey": survey})
    record(action="survey.deleted", by=by, subsite=survey.subsite, target=survey)
    survey.delete()


def export_survey(survey: Survey) -> dict[str, Any]:
    """The whole survey as JSON, to be imported here or elsewhere: form and details, no answers and no dates."""
    draft = survey.draft()
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "title": draft.title,
        "introduction": draft.introduction,
        "thanks": draft.thanks,
        "sections": draft_definition(survey)["sections"],
    }


def import_survey(*, subsite: Any, by: Actor, data: Any) -> Survey:
    """A new draft from an exported survey. Raises `PermissionDenied`, FormFaults with every fault by its path."""
    details = {}
    if isinstance(data, dict):
        data = dict(data)
        details = {name: data.pop(name, "") for name in LOOKS_LIKE_FILE}
        wrong = [name for name, value in details.items() if not isinstance(value, str)]
        if wrong:
            from plugins.surveys.form.reading import Fault

            raise FormFaults([Fault(name, _("A text is expected here.")) for name in wrong])
    read_form(data)
    title = details.pop("title", "").strip() or _("Imported survey")
    return create_survey(subsite=subsite, by=by, title=title[:120], definition=data, **details)


@transaction.atomic
def copy_survey(*, survey: Survey, by: Actor) -> Survey:
    """A new draft with the same form and details, without answers and dates."""
    require(by, PERMISSION, survey.subsite)
    draft = survey.draft()
    copy = Survey(
        subsite=survey.subsite,
        **{name: getattr(draft, name) for name in DETAILS if name not in {"title", "opens_at", "closes_at"}},
    )
    copy.title = _("%(title)s (copy)") % {"title": draft.title[:100]}
    copy.form = _stream(survey)
    return save_survey(survey=copy, by=by)


__all__ = [
    "DETAILS",
    "copy_survey",
    "create_survey",
    "delete_survey",
    "draft_definition",
    "draft_form",
    "end_survey",
    "export_survey",
    "free_slug",
    "has_changes",
    "import_survey",
    "publish_survey",
    "save_survey",
    "take_back_survey",
]
