"""What a decision on texts says to the public, for the review chain: the texts themselves."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from core.plugin_api import PublicRows
from plugins.surveys import TEXTS_KIND
from plugins.surveys.models import TextAnswer, TextDecision, TextState

GUARD = PublicRows(
    model=TextAnswer,
    public="{row}.state = 'shown'",
    columns=("state",),
    says={"decision": "{row}.state"},
    item="{row}.decision_id",
    stays=False,  # a text goes by a decision of its own, and with its answer sheet
)


def content(decision: TextDecision) -> dict[str, Any]:
    """The survey, what is decided, and the texts with the codes of their questions."""
    texts = TextAnswer.objects.filter(Q(asked=decision) | Q(decision=decision, asked=None))
    return {
        "survey": decision.survey.title,
        "decision": decision.state,
        "texts": [list(pair) for pair in texts.order_by("id").values_list("variable", "text")],
    }


def public_content(decision: TextDecision) -> dict[str, Any] | None:
    """The same, of what stands; None before it is carried out."""
    if not decision.is_carried_out:
        return None
    texts = TextAnswer.objects.filter(decision=decision).order_by("id").values_list("variable", "text")
    return {**content(decision), "texts": [list(pair) for pair in texts]}


def in_words(said: Mapping[str, Any]) -> dict[str, str]:
    """A text a line, with the code of its question."""
    lines = [f"{variable} {' '.join(text.split())}" for variable, text in said.get("texts", [])]
    state = dict(TextState.choices).get(said.get("decision", ""), "")
    return {"survey": said.get("survey", ""), "decision": str(state), "texts": "\n".join(lines)}


__all__ = ["GUARD", "TEXTS_KIND", "content", "in_words", "public_content"]
