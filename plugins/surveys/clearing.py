"""What a survey says to the public, for the review chain: its words and rules, its questions, and which results it
will show."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.plugin_api import PublicRows, render_preview
from plugins.surveys import KIND
from plugins.surveys.builder.converting import to_definition
from plugins.surveys.form.reading import FormFaults, read_form
from plugins.surveys.form.writing import write_form
from plugins.surveys.models import Survey
from plugins.surveys.words import question_in_words

SHOWN = (
    "title",
    "slug",
    "introduction",
    "thanks",
    "opens_at",
    "closes_at",
    "participation",
    "quota",
    "results",
    "smallest_group",
    "is_sample",
)
"""What citizens see of a survey, or what decides what they see, beside its form. The protection against robots is not
among it: an office that is flooded raises it at once."""

GUARD = PublicRows(
    model=Survey,
    public="{row}.state <> 'draft' AND {row}.current_version_id IS NOT NULL",
    columns=("state", "current_version_id"),
    watched=(
        "current_version_id",
        "title",
        "slug",
        "introduction",
        "thanks",
        "participation",
        "results",
    ),
    says={
        "title": "{row}.title",
        "slug": "{row}.slug",
        "introduction": "{row}.introduction",
        "thanks": "{row}.thanks",
        "participation": "{row}.participation",
        "results": "{row}.results",
        "fingerprint": "(SELECT v.digest FROM plugin_surveys_surveyversion v WHERE v.id = {row}.current_version_id)",
    },
)


def digest(definition: Mapping[str, Any]) -> str:
    """SHA-256 of a form, in hexadecimal."""
    text = json.dumps(definition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def draft_definition(survey: Survey) -> dict[str, Any]:
    """The form as the office edits it, as JSON; it may have faults."""
    return to_definition(survey.form.get_prep_value() if survey.form else [])


def content(survey: Survey) -> dict[str, Any]:
    """What a survey is to say to the public: what is held back included, and the form as the office edits it. With
    `keeps_form`, the form that citizens answer now."""
    if survey.keeps_form and survey.current_version is not None:
        return _content(survey, survey.current_version.definition)
    definition = draft_definition(survey)
    with suppress(
        FormFaults
    ):  # changed after it was handed in: then it is not what was cleared, whatever it says
        definition = write_form(read_form(definition))
    return _content(survey.draft(), definition)


def public_content(survey: Survey) -> dict[str, Any] | None:
    """What it says now; None while citizens do not see it."""
    version = survey.current_version
    return _content(survey, version.definition) if survey.is_published and version is not None else None


def _content(survey: Survey, definition: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: _plain(getattr(survey, name)) for name in SHOWN}
    return {**said, "form": definition["sections"], "fingerprint": digest(definition)}


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def in_words(said: Mapping[str, Any]) -> dict[str, str]:
    """The content as a reviewer reads it: rules by their names, questions a line each."""
    words = {}
    for name in SHOWN:
        value = said.get(name)
        each = Survey._meta.get_field(name)
        if value in (None, "", False):
            words[name] = ""
        elif value is True:
            words[name] = _("Yes")
        elif each.choices:  # type: ignore[union-attr]  # plain fields
            words[name] = str(dict(each.flatchoices).get(value, value))  # type: ignore[union-attr]  # the same
        elif name.endswith("_at"):
            words[name] = _moment(str(value))
        else:
            words[name] = str(value)
    lines: list[str] = []
    for section in said.get("form", []):
        lines += [text for text in (section.get("title", ""), section.get("help", "")) if text]
        for question in section["questions"]:
            lines += question_in_words(question)
    words["form"] = "\n".join(lines)
    return words


def _moment(text: str) -> str:
    return localtime(datetime.fromisoformat(text)).strftime("%Y-%m-%d %H:%M")


def preview(survey: Survey, request: HttpRequest) -> HttpResponse:
    """The form as it will look; nothing can be sent."""
    from plugins.surveys.answering.drawing import draw_preview, draw_preview_faults

    try:
        form = read_form(draft_definition(survey))
    except FormFaults as found:
        faults = found.faults
        return render_preview(
            request,
            lambda asked: draw_preview_faults(asked, survey, faults),
            slug="surveys",
            subsite=survey.subsite,
        )
    return render_preview(
        request,
        lambda asked: draw_preview(asked, survey.draft(), form),
        slug="surveys",
        subsite=survey.subsite,
    )


__all__ = [
    "GUARD",
    "KIND",
    "SHOWN",
    "content",
    "digest",
    "draft_definition",
    "in_words",
    "preview",
    "public_content",
]
