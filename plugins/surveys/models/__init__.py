"""What the plugin keeps. Written only by `plugins.surveys.services`."""

from plugins.surveys.models.decisions import TextDecision
from plugins.surveys.models.drafts import Draft, KeptFile
from plugins.surveys.models.pages import SurveyPage
from plugins.surveys.models.participation import Participation, PhoneCheck, QuotaCount
from plugins.surveys.models.responses import PendingResponse, Response, TextAnswer, TextState
from plugins.surveys.models.statistics import AnswerBits, MeasureValues
from plugins.surveys.models.surveys import ParticipationRule, ResultsRule, Survey, SurveyState
from plugins.surveys.models.versions import SurveyVersion

__all__ = [
    "AnswerBits",
    "Draft",
    "KeptFile",
    "MeasureValues",
    "Participation",
    "ParticipationRule",
    "PendingResponse",
    "PhoneCheck",
    "QuotaCount",
    "Response",
    "ResultsRule",
    "Survey",
    "SurveyPage",
    "SurveyState",
    "SurveyVersion",
    "TextAnswer",
    "TextDecision",
    "TextState",
]
