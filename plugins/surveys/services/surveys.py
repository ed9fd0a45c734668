"""Building, publishing, ending, copying and importing surveys."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from core.access.actors import Actor, System
from core.plugin_api import record, require
from plugins.surveys.builder.converting import Codes, to_definition, to_stream, with_codes
from plugins.surveys.form.definition import Form
from plugins.surveys.form.reading import FormFaults, read_form
from plugins.surveys.form.writing import FORMAT, FORMAT_VERSION, write_form
from plugins.surveys.models import Survey, SurveyState, SurveyVersion
from plugins.surveys.services import PERMISSION

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


def draft_definition(survey: Survey) -> dict[str, Any]:
    """The form as the office edits it, as JSON; it may have faults."""
    return to_definition(_stream(survey))


def draft_form(survey: Survey) -> Form:
    """The form as the office edits it. Raises FormFaults."""
    return read_form(draft_definition(survey))


def has_changes(survey: Survey) -> bool:
    """Whether the office has changed the form since it was published."""
    version = survey.current_version
    if version is None:
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

    Raises `PermissionDenied`, and `ValidationError` for details that contradict each other. The form may have faults
    until it is published: what is half done is kept.
    """
    require(by, PERMISSION, survey.subsite)
    created = survey.pk is None
    if created and not isinstance(by, System):
        survey.created_by = by
    survey.slug = survey.slug or free_slug(survey)
    _give_codes(survey)
    survey.full_clean(exclude=["form", "current_version"])
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
def publish_survey(*, survey: Survey, by: Actor) -> SurveyVersion:
    """Let citizens answer the form as it is now. A changed form becomes a new version; answers so far keep theirs.

    Raises `PermissionDenied`, and FormFaults while the form has faults.
    """
    require(by, PERMISSION, survey.subsite)
    locked: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    definition = write_form(draft_form(locked))
    version = locked.current_version
    if version is None or version.definition != definition:
        last = locked.versions.order_by("-number").first()
        version = SurveyVersion.objects.create(
            survey=locked,
            number=last.number + 1 if last else 1,
            definition=definition,
            published_by=None if isinstance(by, System) else by,
        )
    locked.current_version = version
    locked.state = SurveyState.PUBLISHED
    locked.ended_at = None
    locked.save(update_fields=["current_version", "state", "ended_at"])
    record(
        action="survey.published",
        by=by,
        subsite=locked.subsite,
        target=locked,
        data={"version": version.number},
    )
    survey.refresh_from_db()
    return version


@transaction.atomic
def end_survey(*, survey: Survey, by: Actor) -> None:
    """Take no more answers. Publishing it again opens it again."""
    require(by, PERMISSION, survey.subsite)
    locked: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if locked.state != SurveyState.PUBLISHED:
        raise ValidationError(_("Only a published survey can be ended."))
    locked.state = SurveyState.ENDED
    locked.ended_at = timezone.now()
    locked.save(update_fields=["state", "ended_at"])
    record(action="survey.ended", by=by, subsite=locked.subsite, target=locked)
    survey.refresh_from_db()


@transaction.atomic
def delete_survey(*, survey: Survey, by: Actor) -> None:
    """Delete a survey with all answers. Raises ValidationError while it takes answers."""
    require(by, PERMISSION, survey.subsite)
    if survey.is_open():
        raise ValidationError(_("“%(survey)s” takes answers: end it first.") % {"survey": survey})
    record(action="survey.deleted", by=by, subsite=survey.subsite, target=survey)
    survey.delete()


def export_survey(survey: Survey) -> dict[str, Any]:
    """The whole survey as JSON, to be imported here or elsewhere: form and details, no answers and no dates."""
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "title": survey.title,
        "introduction": survey.introduction,
        "thanks": survey.thanks,
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
    copy = Survey(
        subsite=survey.subsite,
        **{name: getattr(survey, name) for name in DETAILS if name not in {"title", "opens_at", "closes_at"}},
    )
    copy.title = _("%(title)s (copy)") % {"title": survey.title[:100]}
    copy.form = _stream(survey)
    return save_survey(survey=copy, by=by)
