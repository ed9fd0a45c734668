"""Free texts of answers go public through the review chain too."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.review.models import Publication, Review, Verdict
from core.review.services import decide
from core.review.verification import Finding, verify
from core.testing.review_ways import chain_on, idle_ways, passed, tell, ways_round
from plugins.surveys import TEXTS_KIND
from plugins.surveys.models import TextAnswer, TextDecision
from plugins.surveys.results.reading import approved_texts
from plugins.surveys.services.moderation import carry_out_decision, decide_on_texts
from plugins.surveys.services.publishing import take_back_survey
from plugins.surveys.services.receiving import receive_response
from plugins.surveys.services.surveys import delete_survey
from plugins.surveys.services.taking_in import take_in_responses
from plugins.surveys.tests.factories import make_survey, question


@pytest.fixture
def survey(county):
    enable_plugin(subsite=county.shiqiao, slug="surveys", by=SYSTEM)
    survey = make_survey(county.shiqiao, [question("Q1", "long_text", in_results=True)], results="always")
    for number in range(12):
        receive_response(
            survey=survey,
            form=survey.current_version.form,
            version_id=survey.current_version_id,
            code=f"code-{number}",
            answers={"Q1": f"建议{number}"},
            marks=[],
        )
    take_in_responses(survey=survey)
    survey.refresh_from_db()
    return survey


@pytest.fixture
def people(survey):
    return chain_on(survey.subsite, TEXTS_KIND)


def keys(*texts):
    return list(TextAnswer.objects.filter(text__in=texts).values_list("pk", flat=True))


def shown(survey):
    return sorted(approved_texts(survey).get("Q1", []))


def test_texts_are_shown_and_hidden_when_it_is_cleared(survey, people):
    manager, approver = people
    assert decide_on_texts(survey=survey, texts=keys("建议0", "建议1"), state="shown", by=manager) == 2
    assert shown(survey) == []
    assert decide_on_texts(survey=survey, texts=keys("建议0"), state="shown", by=manager) == 0
    review = Review.objects.get(state="open")
    assert [text for _variable, text in review.content["texts"]] == sorted(
        ["建议0", "建议1"], key=[text for _v, text in review.content["texts"]].index
    )
    passed(approver)
    assert shown(survey) == ["建议0", "建议1"]
    first = Publication.objects.get(kind=TEXTS_KIND)
    decide_on_texts(survey=survey, texts=keys("建议1"), state="hidden", by=manager)
    assert shown(survey) == ["建议0", "建议1"]
    passed(approver)
    assert shown(survey) == ["建议0"]
    assert verify(first.code).finding == Finding.REPLACED
    for each in Publication.objects.filter(kind=TEXTS_KIND, ended_at=None):
        assert verify(each.code).finding == Finding.SAME


def test_what_nobody_would_see_needs_no_review(survey, people):
    manager, _approver = people
    assert decide_on_texts(survey=survey, texts=keys("建议2"), state="hidden", by=manager) == 1
    assert TextAnswer.objects.get(text="建议2").state == "hidden"
    assert not Review.objects.exists()


def test_what_was_returned_is_decided_anew(survey, people):
    manager, approver = people
    decide_on_texts(survey=survey, texts=keys("建议0"), state="shown", by=manager)
    review = Review.objects.get()
    decide(review=review, step="approval", verdict=Verdict.RETURNED, by=approver, note="涉及个人信息")
    decide_on_texts(survey=survey, texts=keys("建议3"), state="shown", by=manager)
    passed(approver)
    assert shown(survey) == ["建议3"]


def test_without_a_chain_they_are_shown_at_once(survey):
    assert decide_on_texts(survey=survey, texts=keys("建议0"), state="shown", by=SYSTEM) == 1
    assert shown(survey) == ["建议0"]
    assert Publication.objects.get(kind=TEXTS_KIND).origin == "without_review"


def test_they_go_with_their_survey(survey, people):
    manager, approver = people
    decide_on_texts(survey=survey, texts=keys("建议0"), state="shown", by=manager)
    passed(approver)
    take_back_survey(survey=survey, by=manager)
    assert not Publication.objects.filter(kind__startswith="surveys.", ended_at=None).exists()
    delete_survey(survey=survey, by=manager)
    assert not TextDecision.objects.exists()


def saved(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_no_way_shows_one_past_the_chain(survey, people, django_capture_on_commit_callbacks, capsys):
    manager, _approver = people
    decide_on_texts(survey=survey, texts=keys("建议0"), state="shown", by=manager)
    decision = TextDecision.objects.get()
    text = TextAnswer.objects.get(text="建议1")
    tried = {
        "decide_on_texts": lambda: decide_on_texts(survey=survey, texts=[text.pk], state="shown", by=manager),
        "decide_on_texts by the system": lambda: decide_on_texts(
            survey=survey, texts=[text.pk], state="shown", by=SYSTEM
        ),
        "carry_out_decision": lambda: carry_out_decision(decision, manager),
        "update": lambda: TextAnswer.objects.filter(pk=text.pk).update(state="shown"),
        "update with a decision": lambda: TextAnswer.objects.filter(pk=text.pk).update(
            state="shown", decision=decision
        ),
        "save": lambda: saved(TextAnswer.objects.get(pk=text.pk), text="伪造", state="shown"),
        "bulk_create": lambda: TextAnswer.objects.bulk_create(
            [TextAnswer(response=text.response, survey=survey, variable="Q1", text="伪造", state="shown")]
        ),
    }
    assert ways_round(tried, lambda: shown(survey), django_capture_on_commit_callbacks) == []
    tell(len(tried), "a text of an answer", capsys)
    with pytest.raises(DatabaseError, match="no publication in force"), transaction.atomic():
        TextAnswer.objects.filter(pk=text.pk).update(state="shown")
    with pytest.raises(PermissionDenied):
        carry_out_decision(decision, manager)
    assert idle_ways(tried, lambda: shown(survey), django_capture_on_commit_callbacks) == []
