"""The way through the chain: distinct people, returns, urgency, stand-ins, corrections, taking back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.models import AuditRecord
from core.pages.models import ArticlePage
from core.review.models import Decision, Publication, Review, StandIn, Verdict
from core.review.querysets import waiting_for
from core.review.reminding import remind_overdue
from core.review.services import (
    AlreadyDecided,
    decide,
    end_review,
    end_stand_in,
    set_rule,
    set_stand_in,
    submit_page,
)
from core.review.steps import Step
from core.testing.factories import UserFactory

from .conftest import Chain


def test_an_article_goes_through_the_whole_chain(chain: Chain) -> None:
    page = chain.draft()
    review = submit_page(page=page, by=chain.contributor)
    assert (review.state, review.waiting_for, review.action) == ("open", "review", "publish")
    for person, step in (
        (chain.reviewer, Step.REVIEW), (chain.secrecy, Step.SECRECY), (chain.approver, Step.APPROVAL),
    ):  # fmt: skip
        assert [item.pk for item in waiting_for(person)] == [review.pk]
        assert not ArticlePage.objects.get(pk=page.pk).live
        review = decide(review=review, step=step, verdict=Verdict.PASSED, by=person)
        assert list(waiting_for(person)) == []
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.live
    assert page.first_published_at is not None
    assert review.state == "done"
    publication = Publication.objects.get(page_number=page.pk)
    assert publication.origin == "reviewed"
    assert publication.content_hash == review.content_hash
    assert publication.line == [
        ["supply", "石桥镇"], ["review", "石桥镇"], ["secrecy", "石桥镇"], ["approval", "石桥镇"],
    ]  # fmt: skip
    told = AuditRecord.objects.filter(target_type="core_review.Review").order_by("id")
    assert list(told.values_list("action", flat=True)) == [
        "review.submitted", "review.step_passed", "review.step_passed", "review.step_passed", "review.cleared",
    ]  # fmt: skip


def test_names_instead_of_offices_where_the_rule_says_so(chain: Chain) -> None:
    set_rule(by=chain.manager, subsite=chain.county.shiqiao, kind="core_pages.articlepage", line="names")
    page = chain.published()
    assert Publication.objects.get(page_number=page.pk).line[0] == ["supply", str(chain.contributor)]


def test_nobody_takes_two_parts(chain: Chain) -> None:
    all_in_one = chain.contributor
    for role in ("reviewer", "secrecy_reviewer", "approver"):
        UserFactory(role=role, role__subsite=chain.county.shiqiao)
    from core.access.actors import SYSTEM
    from core.access.services import assign_role

    for role in ("reviewer", "approver"):
        assign_role(user=all_in_one, role=role, subsite=chain.county.shiqiao, by=SYSTEM)
    assign_role(user=chain.reviewer, role="approver", subsite=chain.county.shiqiao, by=SYSTEM)
    review = submit_page(page=chain.draft(), by=chain.contributor)
    with pytest.raises(PermissionDenied, match="different people"):
        decide(review=review, step="review", verdict=Verdict.PASSED, by=all_in_one)
    review = decide(review=review, step="review", verdict=Verdict.PASSED, by=chain.reviewer)
    review = decide(review=review, step="secrecy", verdict=Verdict.PASSED, by=chain.secrecy)
    with pytest.raises(PermissionDenied, match="different people"):
        decide(review=review, step="approval", verdict=Verdict.PASSED, by=chain.reviewer)
    assert list(waiting_for(chain.reviewer)) == []


def test_the_database_itself_keeps_people_apart(chain: Chain) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    values = {"review": review, "person_name": "x", "answering_name": "x", "decided_at": timezone.now()}
    for person, answering in (
        (chain.contributor, chain.contributor), (chain.contributor, chain.reviewer),
        (chain.reviewer, chain.contributor),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(step="review", person=person, answering=answering, **values)
    Decision.objects.create(step="review", person=chain.reviewer, answering=chain.reviewer, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(step="review", person=chain.secrecy, answering=chain.secrecy, **values)


def test_whoever_wrote_part_of_the_text_does_not_approve_it(chain: Chain) -> None:
    page = chain.edit(chain.draft(), "水渠提前修好了", by=chain.approver)
    review = submit_page(page=page, by=chain.contributor)
    review = decide(review=review, step="review", verdict=Verdict.PASSED, by=chain.reviewer)
    review = decide(review=review, step="secrecy", verdict=Verdict.PASSED, by=chain.secrecy)
    with pytest.raises(PermissionDenied, match="different people"):
        decide(review=review, step="approval", verdict=Verdict.PASSED, by=chain.approver)
    assert decide(review=review, step="approval", verdict=Verdict.PASSED, by=chain.second).state == "done"


def test_a_step_needs_its_role_in_that_office(chain: Chain) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    stranger = UserFactory(role="reviewer", role__subsite=chain.county.baijie)
    for person in (stranger, chain.manager, chain.approver):
        with pytest.raises(PermissionDenied, match="may not take this step"):
            decide(review=review, step="review", verdict=Verdict.PASSED, by=person)
    assert list(waiting_for(stranger)) == []


def test_a_return_needs_words_and_keeps_them_by_field(chain: Chain) -> None:
    page = chain.draft()
    review = submit_page(page=page, by=chain.contributor)
    with pytest.raises(ValidationError, match="what has to change"):
        decide(
            review=review, step="review", verdict=Verdict.RETURNED, by=chain.reviewer, remarks={"title": " "}
        )
    mail.outbox.clear()
    review = decide(
        review=review, step="review", verdict=Verdict.RETURNED, by=chain.reviewer, remarks={"title": "太短"}
    )
    assert (review.state, review.waiting_for) == ("returned", "")
    assert review.decisions.get(step="review").remarks == {"title": "太短"}
    with pytest.raises(AlreadyDecided, match=str(chain.reviewer)):
        decide(review=review, step="review", verdict=Verdict.PASSED, by=chain.second)
    again = submit_page(page=chain.edit(page, "石桥镇三公里水渠修好了"), by=chain.contributor)
    assert chain.clear(again).state == "done"


def test_one_review_at_a_time(chain: Chain) -> None:
    page = chain.draft()
    review = submit_page(page=page, by=chain.contributor)
    with pytest.raises(ValidationError, match="running already"):
        submit_page(page=page, by=chain.contributor)
    with pytest.raises(PermissionDenied):
        end_review(review=review, by=chain.reviewer)
    end_review(review=review, by=chain.contributor)
    assert submit_page(page=page, by=chain.contributor).state == "open"


def test_urgent_needs_a_second_approver(chain: Chain) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor, urgent_reason="山洪预警")
    assert [step for step, _hours in review.chain["steps"]] == ["secrecy", "approval", "second_approval"]
    review = decide(review=review, step="secrecy", verdict=Verdict.PASSED, by=chain.secrecy)
    review = decide(review=review, step="approval", verdict=Verdict.PASSED, by=chain.approver)
    assert review.state == "open"
    with pytest.raises(PermissionDenied, match="different people"):
        decide(review=review, step="second_approval", verdict=Verdict.PASSED, by=chain.approver)
    assert (
        decide(review=review, step="second_approval", verdict=Verdict.PASSED, by=chain.second).state == "done"
    )
    assert Publication.objects.get(review=review).urgent


def test_a_stand_in_decides_within_the_days_and_is_recorded(chain: Chain) -> None:
    today = timezone.localdate()
    deputy = UserFactory(role="contributor", role__subsite=chain.county.shiqiao)
    review = submit_page(page=chain.draft(), by=chain.contributor)
    with pytest.raises(PermissionDenied, match="stand in"):
        decide(review=review, step="review", verdict=Verdict.PASSED, by=deputy, in_place_of=chain.reviewer)
    set_stand_in(
        subsite=chain.county.shiqiao, person=chain.reviewer, stand_in=deputy, by=chain.reviewer,
        first_day=today, last_day=today + timedelta(days=3), reason="出差",
    )  # fmt: skip
    assert [item.pk for item in waiting_for(deputy)] == [review.pk]
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert list(waiting_for(deputy)) == []
    decide(review=review, step="review", verdict=Verdict.PASSED, by=deputy, in_place_of=chain.reviewer)
    made = review.decisions.get(step="review")
    assert (made.person, made.answering, made.is_stand_in) == (deputy, chain.reviewer, True)


def test_a_stand_in_does_not_decide_on_what_they_supplied(chain: Chain) -> None:
    today = timezone.localdate()
    set_stand_in(
        subsite=chain.county.shiqiao, person=chain.reviewer, stand_in=chain.contributor, by=chain.manager,
        first_day=today, last_day=today,
    )  # fmt: skip
    review = submit_page(page=chain.draft(), by=chain.contributor)
    with pytest.raises(PermissionDenied, match="different people"):
        decide(
            review=review,
            step="review",
            verdict=Verdict.PASSED,
            by=chain.contributor,
            in_place_of=chain.reviewer,
        )


def test_a_correction_is_dated_and_visible(chain: Chain) -> None:
    page = chain.published()
    first = Publication.objects.get(page_number=page.pk)
    page = chain.edit(page, "水渠修好了（更正）")
    with pytest.raises(ValidationError, match="Say what changes"):
        submit_page(page=page, by=chain.contributor)
    chain.clear(submit_page(page=page, by=chain.contributor, note="更正标题"))
    first.refresh_from_db()
    newest = Publication.objects.get(page_number=page.pk, ended_at=None)
    assert first.ended_at is not None
    assert newest.correction == "更正标题"
    assert newest.code != first.code
    after = ArticlePage.objects.get(pk=page.pk)
    assert after.title == "水渠修好了（更正）"
    assert after.first_published_at == page.first_published_at


def test_taking_back_goes_through_the_chain(chain: Chain) -> None:
    page = chain.published()
    review = submit_page(page=page, by=chain.contributor, action="withdraw", note="内容过时")
    assert ArticlePage.objects.get(pk=page.pk).live
    assert chain.clear(review).state == "done"
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert not Publication.objects.filter(page_number=page.pk, ended_at=None).exists()


def test_a_later_date_waits_for_the_beat(chain: Chain) -> None:
    from core.tasks.beat import beat

    page = chain.draft(go_live_at=timezone.now() + timedelta(hours=30))
    review = chain.clear(submit_page(page=page, by=chain.contributor))
    assert review.state == "cleared"
    assert not ArticlePage.objects.get(pk=page.pk).live
    with time_machine.travel(timezone.now() + timedelta(hours=31)) as traveller:
        beat()
        page = ArticlePage.objects.get(pk=page.pk)
        assert page.live
        assert abs((page.first_published_at - timezone.now()).total_seconds()) < 60
        del traveller
    review.refresh_from_db()
    assert review.state == "done"


def test_overdue_reviews_are_reminded_of_once_a_day(chain: Chain) -> None:
    submit_page(page=chain.draft(), by=chain.contributor)
    mail.outbox.clear()
    assert remind_overdue() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert remind_overdue() == 1
        assert remind_overdue() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=50)):
        assert remind_overdue() == 1
        assert remind_overdue() == 0


def test_a_narrower_rule_counts(chain: Chain) -> None:
    set_rule(by=chain.manager, column=chain.news, kind="core_pages.articlepage", approval_hours=5)
    review = submit_page(page=chain.draft(), by=chain.contributor)
    assert review.chain["steps"] == [["approval", 5]]
    with pytest.raises(PermissionDenied):
        set_rule(by=chain.manager, profile="township", approval_hours=5)
    with pytest.raises(PermissionDenied):
        set_rule(by=chain.manager, subsite=chain.county.baijie, approval_hours=5)
    assert Review.objects.count() == 1


def test_the_database_counts_who_stands_in_on_both_sides(chain: Chain) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    values = {"review": review, "person_name": "x", "answering_name": "x", "decided_at": timezone.now()}
    made = Decision.objects.create(step="review", person=chain.manager, answering=chain.reviewer, **values)
    for person, answering in ((chain.reviewer, chain.approver), (chain.approver, chain.manager)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(step="approval", person=person, answering=answering, **values)
    other = Decision.objects.create(
        step="approval", person=chain.approver, answering=chain.approver, **values
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=other.pk).update(answering=made.person)


def test_who_is_back_decides_for_themselves(chain: Chain) -> None:
    today = timezone.localdate()
    deputy = UserFactory(role="contributor", role__subsite=chain.county.shiqiao)
    review = submit_page(page=chain.draft(), by=chain.contributor)
    rows = [
        set_stand_in(
            subsite=chain.county.shiqiao, person=chain.reviewer, stand_in=deputy, by=chain.reviewer,
            first_day=first, last_day=today + timedelta(days=9),
        )
        for first in (today, today - timedelta(days=3))
    ]  # fmt: skip
    with pytest.raises(PermissionDenied):
        end_stand_in(row=rows[0], by=deputy)
    end_stand_in(row=rows[0], by=chain.manager)
    assert [item.pk for item in waiting_for(deputy)] == [review.pk]
    end_stand_in(row=rows[1], by=chain.reviewer)
    assert list(waiting_for(deputy)) == []
    kept = StandIn.objects.get()
    assert (kept.first_day, kept.last_day) == (today - timedelta(days=3), today - timedelta(days=1))
    assert AuditRecord.objects.filter(action="review.stand_in_ended").count() == 2


def test_a_stand_in_finds_only_what_they_can_decide(chain: Chain) -> None:
    today = timezone.localdate()
    deputy = UserFactory(role="contributor", role__subsite=chain.county.shiqiao)
    set_stand_in(
        subsite=chain.county.shiqiao, person=chain.reviewer, stand_in=deputy, by=chain.manager,
        first_day=today, last_day=today,
    )  # fmt: skip
    submit_page(page=chain.edit(chain.draft(), "审核人改过", by=chain.reviewer), by=chain.contributor)
    assert list(waiting_for(deputy)) == []
    other = submit_page(page=chain.draft(slug="other"), by=chain.contributor)
    assert [item.pk for item in waiting_for(deputy)] == [other.pk]
    decide(review=other, step="review", verdict=Verdict.PASSED, by=deputy, in_place_of=chain.reviewer)
    found = AuditRecord.objects.get(action="review.step_passed", target_id=str(other.pk))
    assert found.data["in_place_of"] == {"id": chain.reviewer.pk, "name": str(chain.reviewer)}


def test_what_waits_for_nobody_is_told_to_the_manager(
    chain: Chain, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    page = chain.edit(chain.draft(), "审核人改过", by=chain.reviewer)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        submit_page(page=page, by=chain.contributor)
    assert [message.to for message in mail.outbox] == [["manager@county.example"]]
    assert "没有人能够办理" in mail.outbox[0].body
