"""Content of plugins in the review chain, told by the notices."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from core.access.actors import SYSTEM
from core.plugin_api import ReviewableKind
from core.plugin_host.keeping import apply_retention
from core.plugin_host.registry import contributions_at
from core.plugin_host.services import enable_plugin
from core.review.models import Publication, Review, Verdict
from core.review.services import decide, set_rule
from core.testing.county import County
from core.testing.factories import UserFactory
from plugins.notices.models import Notice
from plugins.notices.querysets import begun
from plugins.notices.services import end_notice, make_public, publish_notice, take_back


def test_the_kinds_that_plugins_bring() -> None:
    kinds = [owned.id for owned in contributions_at(ReviewableKind.point)]
    assert sorted(kinds) == [
        "interviews.interview",
        "notices.notice",
        "queries.source",
        "queries.table",
        "surveys.survey",
        "surveys.texts",
    ]


def test_a_notice_is_shown_when_it_is_cleared(county: County) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    set_rule(by=SYSTEM, subsite=county.shiqiao, kind="notices.notice", approval_hours=4)
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    approver = UserFactory(role="approver", role__subsite=county.shiqiao)
    notice = publish_notice(subsite=county.shiqiao, title="停水通知", by=manager)
    assert list(begun(county.shiqiao)) == []
    with pytest.raises(PermissionDenied, match="未经审核通过"):
        make_public(notice, manager)
    review = manager_review(notice)
    Notice.objects.filter(pk=notice.pk).update(title="停电通知")
    with pytest.raises(PermissionDenied, match="未经审核通过"):
        decide(review=review, step="approval", verdict=Verdict.PASSED, by=approver)
    Notice.objects.filter(pk=notice.pk).update(title="停水通知")
    assert decide(review=review, step="approval", verdict=Verdict.PASSED, by=approver).state == "done"
    assert [shown.title for shown in begun(county.shiqiao)] == ["停水通知"]
    assert Publication.objects.get(kind="notices.notice").review == review


def manager_review(notice: Notice) -> Any:
    return Review.objects.get(kind="notices.notice", object_id=str(notice.pk))


def test_without_a_chain_a_notice_is_shown_at_once(county: County) -> None:
    enable_plugin(subsite=county.baijie, slug="notices", by=SYSTEM)
    manager = UserFactory(role="manager", role__subsite=county.baijie)
    publish_notice(subsite=county.baijie, title="停水通知", by=manager)
    assert [shown.title for shown in begun(county.baijie)] == ["停水通知"]


def test_taking_back_and_deleting_go_through_the_chain_too(county: County) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    set_rule(by=SYSTEM, subsite=county.shiqiao, kind="notices.notice", approval_hours=4)
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    approver = UserFactory(role="approver", role__subsite=county.shiqiao)
    notice = publish_notice(subsite=county.shiqiao, title="停水通知", by=manager)
    decide(review=manager_review(notice), step="approval", verdict=Verdict.PASSED, by=approver)
    notice.refresh_from_db()
    with pytest.raises(PermissionDenied, match="已公开"):
        take_back(notice, manager)
    with pytest.raises(PermissionDenied, match="已公开"), transaction.atomic():
        notice.delete()
    with pytest.raises(PermissionDenied, match="已公开"), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).delete()
    end_notice(notice=notice, by=manager)
    assert Notice.objects.get(pk=notice.pk).ends_at is None
    review = Review.objects.get(state="open")
    assert decide(review=review, step="approval", verdict=Verdict.PASSED, by=approver).state == "done"
    assert Notice.objects.get(pk=notice.pk).ends_at is not None
    assert not Publication.objects.filter(kind="notices.notice", ended_at=None).exists()
    Notice.objects.get(pk=notice.pk).delete()


def test_what_is_kept_long_enough_is_deleted_without_a_review(county: County) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    set_rule(by=SYSTEM, subsite=county.shiqiao, kind="notices.notice", approval_hours=4)
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    approver = UserFactory(role="approver", role__subsite=county.shiqiao)
    ends = timezone.now() + timedelta(hours=1)
    notice = publish_notice(subsite=county.shiqiao, title="停水通知", by=manager, ends_at=ends)
    decide(review=manager_review(notice), step="approval", verdict=Verdict.PASSED, by=approver)
    with time_machine.travel(timezone.now() + timedelta(days=3 * 366)):
        assert apply_retention()["notices.ended"] == 1
    assert not Notice.objects.exists()
    assert Publication.objects.get(kind="notices.notice").ended_at is not None
