"""Keeping answers that are not sent yet."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from plugins.surveys.answering.files import CheckedFile
from plugins.surveys.models import Draft, KeptFile, Survey
from plugins.surveys.services.tokens import draft_key


def keep_draft(*, survey: Survey, code: str, answers: Mapping[str, Any]) -> None:
    """Keep answers under the digest of their code, in the place of earlier ones. Who has the code may do it."""
    Draft.objects.update_or_create(
        key=draft_key(survey, code),
        defaults={"survey": survey, "answers": dict(answers), "saved_on": timezone.localdate()},
    )


@transaction.atomic
def keep_file(*, survey: Survey, code: str, file: CheckedFile, replaces: str = "") -> dict[str, Any]:
    """Keep a checked file for a draft, in the place of an earlier one. Returns what the answer says of it."""
    key = draft_key(survey, code)
    if replaces:
        KeptFile.objects.filter(survey=survey, draft_key=key, pk=replaces).delete()
    kept = KeptFile.objects.create(
        survey=survey,
        draft_key=key,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        content=file.content,
    )
    return {"id": str(kept.pk), "name": kept.name, "size": kept.size}


def delete_file(*, survey: Survey, code: str, file_id: str) -> None:
    """Take a file out of a draft."""
    KeptFile.objects.filter(survey=survey, draft_key=draft_key(survey, code), pk=file_id).delete()
