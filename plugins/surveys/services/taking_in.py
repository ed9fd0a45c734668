"""Taking waiting sheets in: shuffled, under new keys, into the list and the figures.

A group of sheets is taken in by one transaction, in random order and under new keys, so that neither numbers nor
times nor the order of rows nor the transaction that wrote them tells one sheet of the group from another. Once the
survey is over, all of its participations are written anew in the order of their digests: then nothing tells which
of them belong to which group either.
"""

import math
import random
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from plugins.surveys.form.definition import Form
from plugins.surveys.form.variables import counted_cells, free_texts, measures
from plugins.surveys.models import (
    AnswerBits,
    MeasureValues,
    Participation,
    PendingResponse,
    Response,
    Survey,
    TextAnswer,
)
from plugins.surveys.models.statistics import COUNTED
from plugins.surveys.results.bits import CHUNK, with_bits
from plugins.surveys.results.fingerprints import fingerprint

GROUP = 10
"""A group has at least this many sheets while the survey runs."""
AT_ONCE = 5000
"""Sheets taken in by one transaction at most."""
SAME_ANSWERS = "same_answers"
_shuffle = random.SystemRandom().shuffle


def take_in_responses(*, survey: Survey, at_least: int = GROUP) -> int:
    """Take in what waits, if there are enough or the survey is over. Returns how many sheets.

    Work of the system, run by a task and by the results screen; it changes no answer.
    """
    count = 0
    while taken := _take_in(survey, at_least):
        count += taken
    if count and survey.is_over():
        mix_participations(survey=survey)
    return count


@transaction.atomic
def _take_in(survey: Survey, at_least: int) -> int:
    locked: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    waiting = list(PendingResponse.objects.filter(survey=locked).select_related("version")[:AT_ONCE])
    if not waiting or (len(waiting) < at_least and not locked.is_over()):
        return 0
    PendingResponse.objects.filter(pk__in=[sheet.pk for sheet in waiting]).delete()
    _shuffle(waiting)
    forms: dict[int, Form] = {}
    for sheet in waiting:
        sheet.version = waiting[0].version if sheet.version_id == waiting[0].version_id else sheet.version
        forms.setdefault(sheet.version_id, sheet.version.form)
    responses = [
        Response(
            survey=locked,
            version_id=sheet.version_id,
            position=locked.position + offset,
            answers=sheet.answers,
            marks=sheet.marks,
            fingerprint=fingerprint(locked, sheet.answers),
            is_marked=bool(sheet.marks),
            received_on=sheet.received_on,
        )
        for offset, sheet in enumerate(waiting)
    ]
    _mark_same_answers(locked, responses)
    Response.objects.bulk_create(responses, batch_size=500)
    _keep_texts(locked, forms, responses)
    count_responses(locked, [(row.position, forms[row.version_id], row.answers) for row in responses])
    locked.position += len(responses)
    locked.save(update_fields=["position"])
    return len(responses)


@transaction.atomic
def mix_participations(*, survey: Survey) -> None:
    """Write all participations of a survey anew, in the order of their digests."""
    tokens = sorted(Participation.objects.filter(survey=survey).values_list("token", flat=True))
    Participation.objects.filter(survey=survey).delete()
    Participation.objects.bulk_create(
        [Participation(token=token, survey=survey) for token in tokens], batch_size=1000
    )


def _mark_same_answers(survey: Survey, responses: Sequence[Response]) -> None:
    prints = [row.fingerprint for row in responses if row.fingerprint]
    known: set[str] = set()
    for start in range(0, len(prints), 500):
        found = Response.objects.filter(survey=survey, fingerprint__in=prints[start : start + 500])
        known.update(found.values_list("fingerprint", flat=True))
    seen: Counter[str] = Counter()
    for row in responses:
        if not row.fingerprint:
            continue
        if row.fingerprint in known or seen[row.fingerprint]:
            row.marks = [*row.marks, SAME_ANSWERS]
            row.is_marked = True
        seen[row.fingerprint] += 1


def _keep_texts(survey: Survey, forms: dict[int, Form], responses: Iterable[Response]) -> None:
    texts = [
        TextAnswer(survey=survey, response=row, variable=variable, text=text)
        for row in responses
        for variable, text in free_texts(forms[row.version_id], row.answers)
    ]
    TextAnswer.objects.bulk_create(texts, batch_size=500)


type Sheet = tuple[int, Form, Any]


def count_responses(survey: Survey, sheets: Sequence[Sheet]) -> None:
    """Add sheets, (position, form, answers), to the figures kept ready. Inside a transaction that holds the survey."""
    chosen: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    measured: dict[tuple[int, str], list[tuple[int, float]]] = defaultdict(list)
    for position, form, answers in sheets:
        chunk, offset = divmod(position, CHUNK)
        chosen[chunk, COUNTED, "1"].append(offset)
        for variable, value in counted_cells(form, answers):
            chosen[chunk, variable, value].append(offset)
        for variable, measure in measures(form, answers):
            measured[chunk, variable].append((offset, measure))
    _write_bits(survey, chosen)
    _write_measures(survey, measured)


def _write_bits(survey: Survey, chosen: dict[tuple[int, str, str], list[int]]) -> None:
    chunks = {chunk for chunk, _variable, _value in chosen}
    there = {
        (row.chunk, row.variable, row.value): row
        for row in AnswerBits.objects.filter(survey=survey, chunk__in=chunks)
    }
    new, changed = [], []
    for (chunk, variable, value), offsets in chosen.items():
        row = there.get((chunk, variable, value))
        bits = with_bits(bytes(row.bits) if row else b"", offsets)
        if row:
            row.bits = bits
            changed.append(row)
        else:
            new.append(AnswerBits(survey=survey, chunk=chunk, variable=variable, value=value, bits=bits))
    AnswerBits.objects.bulk_create(new, batch_size=200)
    AnswerBits.objects.bulk_update(changed, ["bits"], batch_size=100)


def _write_measures(survey: Survey, measured: dict[tuple[int, str], list[tuple[int, float]]]) -> None:
    chunks = {chunk for chunk, _variable in measured}
    there = {
        (row.chunk, row.variable): row
        for row in MeasureValues.objects.filter(survey=survey, chunk__in=chunks)
    }
    new, changed = [], []
    for (chunk, variable), pairs in measured.items():
        row = there.get((chunk, variable))
        numbers = array("d", bytes(row.numbers)) if row else array("d", [math.nan]) * CHUNK
        for offset, measure in pairs:
            numbers[offset] = measure
        if row:
            row.numbers = numbers.tobytes()
            changed.append(row)
        else:
            new.append(
                MeasureValues(survey=survey, chunk=chunk, variable=variable, numbers=numbers.tobytes())
            )
    MeasureValues.objects.bulk_create(new, batch_size=20)
    MeasureValues.objects.bulk_update(changed, ["numbers"], batch_size=20)
