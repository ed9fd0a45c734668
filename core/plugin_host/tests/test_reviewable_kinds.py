"""Content of plugins in the review chain, told by the notices."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from core.access.actors import SYSTEM
from core.plugin_api import ReviewableKind
from core.plugin_host.registry import contributions_at
from core.plugin_host.services import enable_plugin
from core.review.models import Publication, Verdict
from core.review.services import decide, set_rule
from core.testing.county import County
from core.testing.factories import UserFactory
from plugins.notices.models import Notice
from plugins.notices.querysets import begun
from plugins.notices.services import make_public, publish_notice


def test_the_notices_are_a_kind() -> None:
    assert [owned.id for owned in contributions_at(ReviewableKind.point)] == ["notices.notice"]


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
    from core.review.models import Review

    return Review.objects.get(kind="notices.notice", object_id=str(notice.pk))


def test_without_a_chain_a_notice_is_shown_at_once(county: County) -> None:
    enable_plugin(subsite=county.baijie, slug="notices", by=SYSTEM)
    manager = UserFactory(role="manager", role__subsite=county.baijie)
    publish_notice(subsite=county.baijie, title="停水通知", by=manager)
    assert [shown.title for shown in begun(county.baijie)] == ["停水通知"]
