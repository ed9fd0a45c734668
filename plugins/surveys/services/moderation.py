"""What the office decides about answers: which sheets count, which texts the public sees, weights."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.access.actors import Actor
from core.plugin_api import record, require
from plugins.surveys.models import AnswerBits, Response, Survey, TextAnswer, TextState
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
    """Show texts to the public, or not. Texts of other surveys are left alone. Returns how many changed."""
    require(by, PERMISSION, survey.subsite)
    if state not in TextState.values:
        raise ValidationError(_("This decision is unknown."))
    changed = (
        TextAnswer.objects.filter(survey=survey, pk__in=list(texts)).exclude(state=state).update(state=state)
    )
    if changed:
        record(
            action="survey.texts_decided",
            by=by,
            subsite=survey.subsite,
            target=survey,
            data={"state": state, "count": changed},
        )
    return changed


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
        if not shares or any(share <= 0 for share in shares) or abs(sum(shares) - 100) > 0.5:
            raise ValidationError(_("The shares must all be above 0 and sum to 100."))
        weighting = {"variable": variable, "targets": dict(targets or {})}
    Survey.objects.filter(pk=survey.pk).update(weighting=weighting)
    survey.weighting = weighting
    record(action="survey.weighted", by=by, subsite=survey.subsite, target=survey, data=weighting)
