"""The surveys of the demonstration, with invented answers, made through the plugin's own services."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.access.actors import SYSTEM
from core.tenancy.models import Subsite
from plugins.surveys.form.definition import Form, Kind, Question
from plugins.surveys.models import ParticipationRule, Survey, TextAnswer
from plugins.surveys.publishing import publish_survey_page
from plugins.surveys.services.moderation import decide_on_texts
from plugins.surveys.services.receiving import receive_response
from plugins.surveys.services.taking_in import take_in_responses
from plugins.surveys.services.tokens import phone_token
from sites.county.demonstration.offices import FOLDER

FILES = FOLDER / "surveys"


@dataclass(frozen=True, slots=True)
class SampleSurvey:
    """One survey: its file, its address, and what its invented respondents write."""

    file: str
    slug: str
    sheets: int
    texts: tuple[str, ...]
    likes: Mapping[str, tuple[int, ...]]
    """How often each option of a question is chosen, as weights; evenly without."""
    participation: str = ParticipationRule.ANYONE


TRAVEL = SampleSurvey(
    file="travel.json",
    slug="travel",
    sheets=160,
    texts=(
        "早高峰班次太少，希望增加班次。",
        "希望开通到火车站的夜间班车。",
        "站台没有雨棚，下雨天等车不方便。",
        "希望手机上能查实时到站信息。",
        "学校门口的站点离校门太远。",
        "建议增加到乡镇的直达线路。",
        "晚上九点以后没有公交车，下夜班不方便。",
        "增加班次，缩短等车时间。",
    ),
    likes={"Q1": (40, 28, 45, 25, 12, 10), "Q4": (8, 17, 45, 60, 30), "Q7": (8, 55, 62, 35)},
)
TOWNSHIP = SampleSurvey(
    file="township.json",
    slug="service-centre",
    sheets=60,
    texts=("工作人员很耐心。", "希望周六也能办理。", "等候区座椅不够。", "希望增加自助设备。"),
    likes={"Q1": (1, 3, 9, 27, 20), "Q3": (32, 20, 8)},
)
LIVELIHOOD = SampleSurvey(
    file="livelihood.json",
    slug="livelihood-projects",
    sheets=80,
    texts=(
        "建议在村里增设健身器材。",
        "希望增加夜间路灯。",
        "希望老年助餐点覆盖到乡镇。",
        "建议增设新能源汽车充电桩。",
        "河堤步道希望尽快修好。",
    ),
    likes={"Q2": (38, 22, 20)},
    participation=ParticipationRule.PHONE,
)
"""Once for each mobile number, shown by a code that a text message brings."""


def publish_sample(sample: SampleSurvey, subsite: Subsite, column: Any) -> int:
    """Publish a survey with its answers below a column, unless it is there. Returns how many were made."""
    if Survey.objects.filter(subsite=subsite, slug=sample.slug).exists():
        return 0
    data = json.loads((FILES / sample.file).read_text(encoding="utf-8"))
    page = publish_survey_page(
        subsite=subsite,
        by=SYSTEM,
        parent_page=column,
        data=data,
        slug=sample.slug,
        results="always",
        participation=sample.participation,
        is_sample=True,
    )
    survey: Any = page.survey
    form: Form = survey.current_version.form
    chance = random.Random(sample.slug)  # noqa: S311 - the same answers in every build
    for number in range(sample.sheets):
        receive_response(
            survey=survey,
            form=form,
            version_id=survey.current_version_id,
            code=f"sample-{number}",
            answers=_answers(form, sample, chance),
            person_token=_person(sample, survey, number),
        )
    take_in_responses(survey=survey, at_least=1)
    shown = TextAnswer.objects.filter(survey=survey, text__in=sample.texts[:4]).order_by("text", "id")
    chosen = {text.text: text.pk for text in shown}
    decide_on_texts(survey=survey, texts=chosen.values(), state="shown", by=SYSTEM)
    return 1


def _person(sample: SampleSurvey, survey: Survey, number: int) -> str:
    """Nobody has such a number: it can't be in anybody's way."""
    return phone_token(survey, f"sample-{number}") if sample.participation == ParticipationRule.PHONE else ""


def _answers(form: Form, sample: SampleSurvey, chance: random.Random) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in form.questions():
        if question.required or chance.random() < 0.85:
            answers.update(_answer(question, sample, chance))
    return answers


def _answer(question: Question, sample: SampleSurvey, chance: random.Random) -> dict[str, Any]:
    options = [code for code in question.option_codes() if code != "other"]
    likes = sample.likes.get(question.code)
    match question.kind:
        case Kind.SINGLE:
            return {question.code: chance.choices(options, likes[: len(options)] if likes else None)}
        case Kind.MULTIPLE:
            free = [option.code for option in question.options if not option.exclusive]
            return {question.code: sorted(chance.sample(free, chance.randint(1, min(3, len(free)))))}
        case Kind.RATING:
            return {question.code: chance.choices(range(1, question.steps + 1), likes)[0]}
        case Kind.MATRIX:
            return {variable: chance.choices(options, (5, 4, 2)) for variable in question.variables}
        case Kind.NUMBER:
            return {question.code: str(min(60, max(1, round(chance.gauss(14, 7)))))}
        case Kind.SHORT_TEXT | Kind.LONG_TEXT:
            return {question.code: chance.choice(sample.texts)} if chance.random() < 0.4 else {}
    return {}
