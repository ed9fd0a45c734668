"""What makes a survey public, changes what citizens see of it, and takes it back: through the review chain, where one
decides."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor, System
from core.plugin_api import (
    needs_review,
    record,
    require,
    require_cleared,
    require_taking_back_cleared,
    submit_for_review,
)
from plugins.surveys import TEXTS_KIND
from plugins.surveys.clearing import KIND, SHOWN, digest, draft_definition
from plugins.surveys.form.reading import read_form
from plugins.surveys.form.writing import write_form
from plugins.surveys.models import Survey, SurveyState, SurveyVersion, TextAnswer, TextState
from plugins.surveys.services import PERMISSION


def decided_by_chain(survey: Survey, by: Any) -> bool:
    """Whether what a person does with the survey goes to the review chain. The system hands nothing in: it brings
    content in as an import, or is refused."""
    return by is not SYSTEM and needs_review(KIND, subsite=survey.subsite)


@transaction.atomic
def publish_survey(
    *, survey: Survey, by: Actor, note: str = "", urgent_reason: str = ""
) -> SurveyVersion | None:
    """Let citizens answer the form as it is now, with what was held back; where the review chain decides, hand that in.

    A changed form becomes a new version; answers so far keep theirs. `note` says what changes, and the public reads it.
    Returns the version, or None while the chain has it. Raises `PermissionDenied`, FormFaults while the form has
    faults, and `ValidationError` while a review is running or without a note on what changes.
    """
    require(by, PERMISSION, survey.subsite)
    locked: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    definition = write_form(read_form(draft_definition(locked)))
    if decided_by_chain(locked, by) and not _says_what_it_said(locked, definition):
        if locked.is_published and not note.strip():
            raise ValidationError({"note": _("Say what changes: it is shown and recorded.")})
        submit_for_review(
            KIND,
            locked,
            by=by,
            action="correct" if locked.is_published else "publish",
            note=note,
            urgent_reason=urgent_reason,
        )
        survey.refresh_from_db()
        return None
    version = make_public(locked, by)
    survey.refresh_from_db()
    return version


def _says_what_it_said(survey: Survey, definition: dict[str, Any]) -> bool:
    """Whether an ended survey is opened again as it was: nothing new is said to anybody."""
    version = survey.current_version
    return (
        survey.is_published and not survey.held and version is not None and version.definition == definition
    )


@transaction.atomic
def make_public(survey: Survey, by: Any) -> SurveyVersion:
    """Open a survey with what is held back for it. Raises PermissionDenied when the chain has not cleared exactly
    this, FormFaults while the form has faults."""
    locked: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    require_cleared(KIND, locked)
    definition = write_form(read_form(draft_definition(locked)))
    version = locked.current_version
    if version is None or version.definition != definition:
        last = locked.versions.order_by("-number").first()
        version = SurveyVersion.objects.create(
            survey=locked,
            number=last.number + 1 if last else 1,
            definition=definition,
            digest=digest(definition),
            published_by=None if isinstance(by, System) else by,
        )
    changed = locked.take_held()
    if changed:
        locked.full_clean(exclude=["form", "current_version"])
    locked.current_version = version
    locked.state = SurveyState.PUBLISHED
    locked.ended_at = None
    locked.writers = []
    locked.save(update_fields=[*changed, "held", "writers", "current_version", "state", "ended_at"])
    record(
        action="survey.published",
        by=by,
        subsite=locked.subsite,
        target=locked,
        data={"version": version.number},
    )
    return version


def hold_or_publish_details(*, survey: Survey, by: Actor) -> None:
    """Before a changed survey is saved: what citizens see of it is held back where the chain decides; elsewhere it is
    recorded, and changes with the save. Raises PermissionDenied where the system itself would change what is public.
    """
    stored: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not stored.is_published:
        survey.held = {}
        return
    if decided_by_chain(stored, by):
        survey.hold_changes(SHOWN)
        return
    survey.held = {}
    if any(getattr(survey, name) != getattr(stored, name) for name in SHOWN):
        survey.keeps_form = True
        try:
            require_cleared(KIND, survey)
        finally:
            survey.keeps_form = False


@transaction.atomic
def end_survey(*, survey: Survey, by: Actor) -> None:
    """Take no more answers. Publishing it again opens it again.

    It stays public as it was cleared, with the results that were cleared to follow when it would have closed, so no
    chain is asked.
    """
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
def take_back_survey(*, survey: Survey, by: Actor, note: str = "") -> None:
    """Hide a survey with its results, or hand that in where the review chain decides; nothing of it is lost.

    Raises PermissionDenied, and ValidationError for what is not public, without a note, and while a review is running.
    """
    require(by, PERMISSION, survey.subsite)
    locked: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not locked.is_published:
        raise ValidationError(_("This survey is not public: there is nothing to take back."))
    if decided_by_chain(locked, by):
        if not note.strip():
            raise ValidationError({"note": _("Say why it is taken back: it is recorded.")})
        submit_for_review(KIND, locked, by=by, action="withdraw", note=note)
    else:
        hide(locked, by)
    survey.refresh_from_db()


@transaction.atomic
def hide(survey: Survey, by: Any) -> None:
    """Show citizens nothing of a survey. Raises PermissionDenied where the chain has to decide and has not."""
    locked: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    require_taking_back_cleared(KIND, locked)
    locked.take_held()
    locked.state = SurveyState.DRAFT
    locked.save()
    for decision in locked.decisions.filter(is_carried_out=True):
        require_taking_back_cleared(TEXTS_KIND, decision, part_of=(KIND, locked))
    # Opened again, it shows no text that nobody has decided on since.
    TextAnswer.objects.filter(survey=locked, state=TextState.SHOWN).update(state=TextState.WAITING)
    record(action="survey.withdrawn", by=by, subsite=locked.subsite, target=locked)
