"""The announcement in the review chain: shown, changed and taken back as it decides."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.access.actors import SYSTEM
from core.review.models import Review, Verdict
from core.review.services import decide, set_rule
from core.testing.factories import UserFactory
from plugins.interviews.models import Interview
from plugins.interviews.services.interviews import (
    announce_interview,
    begin_interview,
    content,
    make_public,
    save_interview,
    take_back,
    withdraw_interview,
)
from plugins.interviews.testing import make_interview

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(on):
    set_rule(by=SYSTEM, subsite=on.shiqiao, kind="interviews.interview", approval_hours=4)
    return UserFactory(role="manager", role__subsite=on.shiqiao)


@pytest.fixture
def approver(on):
    return UserFactory(role="approver", role__subsite=on.shiqiao)


def seen(interview):
    interview.refresh_from_db()
    return interview.is_public


def passed(approver):
    review = Review.objects.exclude(state="done").get()
    assert decide(review=review, step="approval", verdict=Verdict.PASSED, by=approver).state == "done"


def test_it_is_shown_when_it_is_cleared(on, manager, approver):
    interview = make_interview(on.shiqiao, stage="draft")
    announce_interview(interview=interview, by=manager)
    assert not seen(interview)
    with pytest.raises(PermissionDenied):
        make_public(interview, manager)
    with pytest.raises(ValidationError):
        begin_interview(interview=interview, by=manager)
    passed(approver)
    assert seen(interview)
    assert interview.stage == "announced"


def test_taking_it_back_is_handed_in(on, manager, approver):
    interview = make_interview(on.shiqiao, stage="draft")
    announce_interview(interview=interview, by=manager)
    passed(approver)
    interview.refresh_from_db()
    with pytest.raises(PermissionDenied):
        take_back(interview, manager)
    withdraw_interview(interview=interview, by=manager)
    assert seen(interview)
    passed(approver)
    assert not seen(interview)


def test_a_change_of_what_is_said_is_cleared_again_and_a_rule_is_not(on, manager, approver):
    interview = make_interview(on.shiqiao, stage="draft")
    announce_interview(interview=interview, by=manager)
    passed(approver)
    interview = Interview.objects.get(pk=interview.pk)
    before = content(interview)
    interview.delay = 60
    save_interview(interview=interview, by=manager, before=before)
    assert seen(interview)
    interview.title = "另一个主题"
    save_interview(interview=interview, by=manager, before=before)
    assert not seen(interview)
    passed(approver)
    assert seen(interview)


def test_while_it_is_live_what_is_said_of_it_stays(on, manager, approver):
    interview = make_interview(on.shiqiao, stage="draft")
    announce_interview(interview=interview, by=manager)
    passed(approver)
    interview = Interview.objects.get(pk=interview.pk)
    begin_interview(interview=interview, by=manager)
    before = content(interview)
    interview.title = "另一个主题"
    with pytest.raises(ValidationError):
        save_interview(interview=interview, by=manager, before=before)
    assert seen(interview)
