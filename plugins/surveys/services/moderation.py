"""What the office decides about answers: which sheets count, which texts the public sees, weights."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor
from core.plugin_api import (
    needs_review,
    record,
    require,
    require_cleared,
    require_taking_back_cleared,
    require_within,
    review_running,
    submit_for_review,
)
from plugins.surveys import TEXTS_KIND
from plugins.surveys.models import AnswerBits, Response, Survey, TextAnswer, TextDecision, TextState
from plugins.surveys.models.statistics import COUNTED
from plugins.surveys.results.bits import CHUNK, with_bits, without_bit
from plugins.surveys.services import PERMISSION


@transaction.atomic
def set_counted(*, response: Response, counted: bool, by: Actor) -> None:
    """Let a sheet count, or leave it out of every figure; it stays in the list either way."""
    survey: Survey = Survey.objects.select_for_update().get(pk=response.survey_id)
    require(by, PERMISSION, survey.subsite)
    chunk, offset = divmod(response.position, CHUNK)
    row = AnswerBits.objects.get(survey=survey, variable=COUNTED, value="1", chunk=chunk)
    bits = bytes(row.bits)
    row.bits = with_bits(bits, [offset]) if counted else without_bit(bits, offset)
    row.save(update_fields=["bits"])
    Response.objects.filter(pk=response.pk).update(counted=counted)
    record(
        action=f"survey.sheet_{'counted' if counted else 'left_out'}",
        by=by,
        subsite=survey.subsite,
        target=survey,
        data={"sheet": str(response.pk)},
    )


@transaction.atomic
def decide_on_texts(*, survey: Survey, texts: Iterable[Any], state: str, by: Actor) -> int:
    """Show texts to the public, or not; what changes what the public sees is handed in where the review chain decides.

    Texts of other surveys, and those that are under review, are left alone. Returns how many changed or were handed in.
    """
    require(by, PERMISSION, survey.subsite)
    if state not in TextState.values:
        raise ValidationError(_("This decision is unknown."))
    _let_go_of_ended(survey)
    chosen = TextAnswer.objects.filter(survey=survey, pk__in=list(texts), asked=None).exclude(state=state)
    public = list(
        (chosen if state == TextState.SHOWN else chosen.filter(state=TextState.SHOWN)).values_list(
            "pk", flat=True
        )
    )
    changed = chosen.exclude(pk__in=public).update(state=state)
    if public:
        decision = TextDecision.objects.create(survey=survey, subsite_id=survey.subsite_id, state=state)
        changed += TextAnswer.objects.filter(pk__in=public).update(asked=decision)
        if by is not SYSTEM and needs_review(TEXTS_KIND, subsite=survey.subsite):
            submit_for_review(TEXTS_KIND, decision, by=by)
        else:
            carry_out_decision(decision, by)
    if changed:
        record(
            action="survey.texts_decided",
            by=by,
            subsite=survey.subsite,
            target=survey,
            data={"state": state, "count": changed},
        )
    return changed


def _let_go_of_ended(survey: Survey) -> None:
    """Texts of decisions whose review was returned or ended can be decided on anew."""
    for decision in TextDecision.objects.filter(survey=survey, is_carried_out=False):
        if review_running(TEXTS_KIND, decision) is None:
            decision.delete()


@transaction.atomic
def carry_out_decision(decision: TextDecision, by: Any) -> None:
    """Show the texts, or no longer. Raises PermissionDenied when the chain has not cleared just these."""
    require_cleared(TEXTS_KIND, decision)
    asked = TextAnswer.objects.filter(asked=decision)
    earlier = list(TextDecision.objects.filter(texts__asked=decision).distinct())
    asked.update(state=decision.state, decision=decision, asked=None)
    decision.is_carried_out = True
    decision.save(update_fields=["is_carried_out"])
    for each in earlier:  # what is left of them is what they say from now on
        require_within(TEXTS_KIND, each, by_kind=TEXTS_KIND, by_item=decision)
    record(
        action="survey.texts_decided",
        by=by,
        subsite=decision.subsite,
        target=decision.survey,
        data={"state": decision.state, "carried_out": decision.texts.count()},
    )


@transaction.atomic
def undo_decision(decision: TextDecision, by: Any) -> None:
    """Show none of the texts of a decision any more. Raises PermissionDenied where the chain has not cleared that."""
    require_taking_back_cleared(TEXTS_KIND, decision)
    decision.texts.filter(state=TextState.SHOWN).update(state=TextState.HIDDEN)
    record(action="survey.texts_decided", by=by, subsite=decision.subsite, target=decision.survey)


@transaction.atomic
def set_weighting(
    *, survey: Survey, by: Actor, variable: str = "", targets: Mapping[str, float] | None = None
) -> None:
    """Weight answers so that the values of a variable have the shares (percent) that they have in the population.

    Without a variable answers are not weighted. Raises ValidationError unless the shares are positive and sum to 100.
    """
    require(by, PERMISSION, survey.subsite)
    weighting: dict[str, Any] = {}
    if variable:
        shares: Sequence[float] = list((targets or {}).values())
        if not shares or not all(share > 0 for share in shares) or abs(sum(shares) - 100) > 0.5:  # NaN is not
            raise ValidationError(
                _("The shares must all be above 0 and sum to 100. These sum to %(sum)s.")
                % {"sum": f"{round(sum(shares), 2):g}"}
            )
        weighting = {"variable": variable, "targets": dict(targets or {})}
    Survey.objects.filter(pk=survey.pk).update(weighting=weighting)
    survey.weighting = weighting
    record(action="survey.weighted", by=by, subsite=survey.subsite, target=survey, data=weighting)
