"""How the contract suite makes pages and rows of this plugin."""

from typing import Any

from core.access.actors import SYSTEM
from plugins.surveys.answering.views import preview_token
from plugins.surveys.models import KeptFile, Survey, TextDecision
from plugins.surveys.services.surveys import create_survey, publish_survey

DEFINITION = {
    "sections": [
        {
            "title": "",
            "questions": [
                {
                    "code": "Q1",
                    "kind": "single",
                    "text": "您满意吗？",
                    "in_results": True,
                    "options": [{"code": "1", "text": "满意"}, {"code": "2", "text": "不满意"}],
                }
            ],
        }
    ]
}


def make_row(model: Any, subsite: Any) -> Any:
    """A published survey with public results; or a decision on texts of its answers."""
    number = Survey.objects.count()
    survey = create_survey(
        subsite=subsite, by=SYSTEM, title=f"调查{number}", definition=DEFINITION, results="always"
    )
    publish_survey(survey=survey, by=SYSTEM)
    if model is TextDecision:
        return TextDecision.objects.create(
            survey=survey, subsite_id=survey.subsite_id, state="shown", is_carried_out=True
        )
    return survey


def address_arguments(subsite: Any) -> dict[str, str]:
    """What stands in addresses beside a survey's key: a file of an answer, and the word of a preview."""
    survey = Survey.objects.filter(subsite=subsite).first() or make_row(Survey, subsite)
    kept = KeptFile.objects.create(
        survey=survey, name="walked.txt", media_type="text/plain", size=6, content=b"walked"
    )
    return {"file": str(kept.pk), "token": preview_token(survey)}
