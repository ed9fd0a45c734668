"""Surveys in the review chain: opening, changing what citizens see, and taking back, whatever way is tried."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.review.models import Publication, Review, Verdict
from core.review.origin import importing
from core.review.services import decide, end_review
from core.review.verification import Finding, verify
from core.tasks.beat import beat
from core.testing.factories import UserFactory
from core.testing.review_ways import passed
from plugins.surveys.clearing import KIND, content, public_content
from plugins.surveys.models import Survey, SurveyVersion
from plugins.surveys.services.publishing import hide
from plugins.surveys.services.surveys import (
    delete_survey,
    end_survey,
    publish_survey,
    save_survey,
    take_back_survey,
)
from plugins.surveys.tests.factories import definition, make_survey, question
from plugins.surveys.tests.reviewing import opened, reread


def test_it_opens_when_it_is_cleared(office, people, client):
    manager, approver = people
    survey = make_survey(office, publish=False, title="公交线路意见")
    assert publish_survey(survey=survey, by=manager) is None
    assert reread(survey).state == "draft"
    assert client.get(f"/townships/shiqiao/-/surveys/{survey.slug}/").status_code == 404
    assert passed(approver).state == "done"
    survey = reread(survey)
    assert (survey.state, survey.current_version.number) == ("published", 1)
    publication = Publication.objects.get(kind=KIND, object_id=str(survey.pk))
    assert publication.origin == "reviewed"
    assert publication.content == content(survey) == public_content(survey)
    assert publication.content["title"] == "公交线路意见"


def test_whoever_built_it_does_not_clear_it(office, people):
    manager, _approver = people
    builder = UserFactory(role="approver", role__subsite=office)
    survey = make_survey(office, publish=False)
    survey.title = "改过的"
    save_survey(survey=survey, by=builder)
    publish_survey(survey=survey, by=manager)
    with pytest.raises(PermissionDenied):
        passed(builder)
    assert reread(survey).state == "draft"


def test_what_citizens_see_of_an_open_one_is_held_back_until_it_is_cleared(office, people, client):
    manager, approver = people
    survey = opened(office, people, title="一")
    changed = reread(survey)
    changed.title, changed.closes_at = "二", timezone.now() + timedelta(days=3)
    changed.proof_wanted = True
    save_survey(survey=changed, by=manager)
    survey = reread(survey)
    assert (survey.title, survey.closes_at, sorted(survey.held)) == ("一", None, ["closes_at", "title"])
    assert survey.proof_wanted  # the protection against robots is nobody's text
    with pytest.raises(ValidationError, match="说明"):
        publish_survey(survey=survey, by=manager)
    publish_survey(survey=survey, by=manager, note="改了标题和截止时间")
    assert reread(survey).title == "一"
    passed(approver)
    survey = reread(survey)
    assert (survey.title, survey.held, survey.writers) == ("二", {}, [])
    assert survey.closes_at is not None
    in_force = Publication.objects.get(kind=KIND, ended_at=None)
    assert (in_force.corrects, in_force.correction) == (True, "改了标题和截止时间")
    page = client.get(f"/townships/shiqiao/-/surveys/{survey.slug}/").content.decode()
    assert "改了标题和截止时间" in page


def test_a_changed_form_is_a_correction_and_the_answers_keep_theirs(office, people):
    manager, approver = people
    survey = opened(office, people)
    first = survey.current_version
    changed = reread(survey)
    from plugins.surveys.builder.converting import to_stream

    changed.form = to_stream(definition([question("Q1"), question("Q2")]))
    save_survey(survey=changed, by=manager)
    publish_survey(survey=survey, by=manager, note="加了一题")
    assert reread(survey).current_version == first
    review = Review.objects.get(state="open")
    assert review.action == "correct"
    passed(approver)
    assert [v.number for v in survey.versions.all()] == [1, 2]
    assert reread(survey).current_version.number == 2


def test_what_was_changed_after_it_was_handed_in_is_not_cleared(office, people):
    manager, approver = people
    survey = make_survey(office, publish=False)
    publish_survey(survey=survey, by=manager)
    survey.title = "另一个题目"
    save_survey(survey=survey, by=manager)
    with pytest.raises(PermissionDenied):
        passed(approver)
    survey.form = []
    save_survey(survey=survey, by=manager)
    with pytest.raises(PermissionDenied):
        passed(approver)
    assert reread(survey).state == "draft"
    assert not Publication.objects.filter(kind=KIND).exists()


def test_taking_back_and_deleting(office, people, client):
    manager, approver = people
    survey = opened(office, people)
    with pytest.raises(PermissionDenied):
        hide(survey, manager)
    end_survey(survey=survey, by=manager)
    with pytest.raises(ValidationError, match="撤回"):
        delete_survey(survey=survey, by=manager)
    with pytest.raises(ValidationError, match="说明"):
        take_back_survey(survey=survey, by=manager)
    take_back_survey(survey=survey, by=manager, note="问错了")
    assert reread(survey).state == "ended"
    passed(approver)
    assert reread(survey).state == "draft"
    assert client.get(f"/townships/shiqiao/-/surveys/{survey.slug}/").status_code == 404
    assert not Publication.objects.filter(kind=KIND, ended_at=None).exists()
    delete_survey(survey=reread(survey), by=manager)
    assert not Survey.objects.exists()


def test_an_ended_one_opens_again_as_it_was_cleared(office, people):
    manager, _approver = people
    survey = opened(office, people)
    end_survey(survey=survey, by=manager)
    assert publish_survey(survey=survey, by=manager).number == 1
    assert reread(survey).state == "published"
    assert Publication.objects.filter(kind=KIND).count() == 1


def test_a_date_opens_only_what_is_cleared(office, people, client):
    manager, approver = people
    soon = timezone.now() + timedelta(hours=1)
    survey = make_survey(office, publish=False, opens_at=soon)
    publish_survey(survey=survey, by=manager)
    import time_machine

    with time_machine.travel(soon + timedelta(hours=1)):
        beat()
        assert not reread(survey).is_open()
    passed(approver)
    assert not reread(survey).is_open()
    with time_machine.travel(soon + timedelta(hours=1)):
        assert reread(survey).is_open()


def test_without_a_chain_it_is_one_click_and_recorded(county):
    enable_plugin(subsite=county.baijie, slug="surveys", by=SYSTEM)
    manager = UserFactory(role="manager", role__subsite=county.baijie)
    survey = make_survey(county.baijie, publish=False)
    assert publish_survey(survey=survey, by=manager).number == 1
    survey = reread(survey)
    survey.title = "立刻改"
    save_survey(survey=survey, by=manager)
    survey = reread(survey)
    assert (survey.title, survey.held) == ("立刻改", {})
    in_force = Publication.objects.get(kind=KIND, ended_at=None)
    assert (in_force.origin, in_force.content) == ("without_review", public_content(survey))
    take_back_survey(survey=survey, by=manager)
    assert reread(survey).state == "draft"


def test_what_was_open_before_the_chain_stays_and_is_changed_through_it(office, people):
    manager, approver = people
    with importing("before the chain"):
        survey = make_survey(office)
    Publication.objects.all().delete()
    assert reread(survey).is_open()
    changed = reread(survey)
    changed.title = "新题目"
    save_survey(survey=changed, by=manager)
    assert reread(survey).title == "出行调查"
    with pytest.raises(PermissionDenied):
        hide(survey, manager)
    end_survey(survey=survey, by=manager)
    publish_survey(survey=survey, by=manager, note="改题目")
    passed(approver)
    assert reread(survey).title == "新题目"


def test_its_code_is_verified(office, people):
    survey = opened(office, people)
    code = Publication.objects.get(kind=KIND).code
    assert verify(code).finding == Finding.SAME
    SurveyVersion.objects.filter(survey=survey).update(
        definition=definition([question("Q1", text="偷偷改的")])
    )
    assert verify(code).finding == Finding.CHANGED


def test_an_import_brings_it_in_and_says_so(office, people):
    with pytest.raises(PermissionDenied):
        make_survey(office)
    with importing("tests"):
        survey = make_survey(office)
    assert reread(survey).is_open()
    assert Publication.objects.get(kind=KIND).origin == "imported"


def test_two_clear_it_at_once_and_a_returned_one_is_handed_in_anew(office, people):
    manager, approver = people
    survey = make_survey(office, publish=False)
    publish_survey(survey=survey, by=manager)
    with pytest.raises(ValidationError):
        publish_survey(survey=survey, by=manager)
    review = Review.objects.get(state="open")
    decide(review=review, step="approval", verdict=Verdict.RETURNED, by=approver, note="第一题说不清")
    publish_survey(survey=survey, by=manager)
    end_review(review=Review.objects.get(state="open"), by=manager)
    publish_survey(survey=survey, by=manager)
    passed(approver)
    assert reread(survey).is_open()
