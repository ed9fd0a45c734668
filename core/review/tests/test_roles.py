"""Publishing without review is forced or forbidden for single roles: every way of publishing honours it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.access.services import revoke_role
from core.admin_scoping.acting import acting_as
from core.audit.models import AuditRecord
from core.pages.models import ArticlePage
from core.policy.plans import Change
from core.policy.rules import Rule, RuleKey
from core.policy.services import change_policy, choose
from core.review.items import needs_review
from core.review.models import Origin, Publication, Review, State
from core.review.rules import FULL_CHAIN, NO_CHAIN, chain_for_page, chains_anywhere
from core.review.scheduled import publish_due
from core.review.services import submit_page
from core.testing.county import County, make_article
from core.testing.factories import UserFactory

from .conftest import Chain

ITEM = "publish_without_review"


def say(rule: Rule, role: str = "", **scope: Any) -> None:
    change_policy(changes=[Change(RuleKey(ITEM, role=role, **scope), rule)], by=SYSTEM)


def live(page: Page) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


def publish_on_screen(client: Client, page: ArticlePage, by: Any) -> Any:
    client.force_login(by)
    return client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"]))


def test_whom_policy_frees_publishes_past_the_chain(chain: Chain, client: Client) -> None:
    say(Rule.FORCED, "manager", subsite_id=chain.county.shiqiao.pk)
    page = chain.draft()
    assert publish_on_screen(client, page, chain.approver).status_code == 403
    assert live(page) is False
    assert publish_on_screen(client, page, chain.manager).status_code == 200
    assert live(page) is True
    assert Publication.objects.get(page_number=page.pk).origin == Origin.WITHOUT_REVIEW
    assert page.permissions_for_user(chain.manager).can_publish() is True
    assert page.permissions_for_user(chain.approver).can_publish() is False


def test_freed_is_who_acts_not_who_is_named(chain: Chain) -> None:
    """A call outside of a request that only names the manager is nobody's act."""
    say(Rule.FORCED, "manager")
    page = chain.draft()
    with pytest.raises(PermissionDenied):
        page.latest_revision.publish(user=chain.manager, skip_permission_checks=True)
    with acting_as(chain.contributor), pytest.raises(PermissionDenied):
        page.latest_revision.publish(user=chain.manager, skip_permission_checks=True)
    assert live(page) is False


def test_to_be_freed_gives_nobody_the_right_to_publish(chain: Chain, client: Client) -> None:
    say(Rule.FORCED, "contributor")
    page = chain.draft()
    assert publish_on_screen(client, page, chain.contributor).status_code == 403
    assert live(page) is False


def test_whom_policy_frees_takes_back_and_deletes(chain: Chain, client: Client) -> None:
    say(Rule.FORCED, "manager")
    pages = [chain.published(), chain.published("公交改线", slug="bus")]
    client.force_login(chain.manager)
    for action, page in zip(("unpublish", "delete"), pages, strict=True):
        address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
        assert client.post(address).status_code in {200, 204}
    assert live(pages[0]) is False
    assert not Page.objects.filter(pk=pages[1].pk).exists()
    numbers = [page.pk for page in pages]
    assert not Publication.objects.filter(page_number__in=numbers, ended_at__isnull=True).exists()


def test_whom_policy_binds_goes_through_the_chain_where_none_is_asked_of_others(
    county: County, client: Client
) -> None:
    say(Rule.FORBIDDEN, "approver")
    approver = UserFactory(role="approver", role__subsite=county.finance)
    manager = UserFactory(role="manager", role__subsite=county.finance)
    news = county.home("finance").get_children().get(slug="news").specific
    page = make_article(news, "预算公开", live=False)
    page.save_revision(user=approver)
    assert chain_for_page(page, approver) == FULL_CHAIN
    assert (chain_for_page(page, manager), chain_for_page(page)) == (NO_CHAIN, NO_CHAIN)
    assert chains_anywhere() is True
    assert publish_on_screen(client, page, approver).status_code == 403
    review = submit_page(page=page, by=approver)
    assert review.waiting_for == "review"
    with pytest.raises(ValidationError):
        submit_page(page=page, by=manager)
    assert publish_on_screen(client, page, manager).status_code == 200


def test_a_cleared_text_is_published_as_reviewed_whoever_decides_last(chain: Chain) -> None:
    say(Rule.FORCED, "approver")
    page = chain.draft()
    review = submit_page(page=page, by=chain.contributor)
    with acting_as(chain.approver):
        review = chain.clear(review)
    assert review.state == State.DONE
    assert live(page) is True
    assert Publication.objects.get(page_number=page.pk).origin == Origin.REVIEWED


def scheduled(chain: Chain, client: Client) -> ArticlePage:
    """A draft that the manager, whom policy frees, publishes for a later day; the day has come."""
    page = chain.draft()
    page.go_live_at = timezone.now() + timedelta(hours=3)
    page.save_revision(user=chain.contributor)
    assert publish_on_screen(client, page, chain.manager).status_code == 200
    revision = ArticlePage.objects.get(pk=page.pk).latest_revision
    assert revision.approved_go_live_at is not None
    revision.content["go_live_at"] = None
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    return page


def test_what_a_freed_person_schedules_is_published(chain: Chain, client: Client) -> None:
    say(Rule.FORCED, "manager")
    page = scheduled(chain, client)
    assert publish_due() == 1
    assert live(page) is True


def test_what_was_scheduled_is_refused_when_the_role_is_gone(chain: Chain, client: Client) -> None:
    say(Rule.FORCED, "manager")
    page = scheduled(chain, client)
    UserFactory(role="manager", role__subsite=chain.county.shiqiao)
    revoke_role(user=chain.manager, role="manager", subsite=chain.county.shiqiao, by=SYSTEM)
    assert publish_due() == 0
    assert live(page) is False
    assert AuditRecord.objects.filter(action="review.schedule_refused").count() == 1


def test_forced_for_all_takes_the_chain_away(chain: Chain) -> None:
    say(Rule.FORCED, profile="township")
    page = chain.draft()
    assert chain_for_page(page) == NO_CHAIN
    page.latest_revision.publish()
    assert live(page) is True
    assert Review.objects.count() == 0


def test_an_office_that_does_without_it_asks_for_the_whole_chain(county: County) -> None:
    page = make_article(county.home("finance").get_children().get(slug="news").specific, "预算", live=False)
    assert (chain_for_page(page), chains_anywhere()) == (NO_CHAIN, False)
    choose(item=ITEM, subsite=county.finance, on=False, by=SYSTEM)
    assert (chain_for_page(page), chains_anywhere()) == (FULL_CHAIN, True)


def test_items_of_plugins_go_by_role_too(chain: Chain) -> None:
    say(Rule.FORBIDDEN, "contributor")
    asked = {}
    for who in (None, chain.contributor, chain.manager):
        with acting_as(who):
            asked[who] = needs_review("notices.notice", subsite=chain.county.shiqiao)
    assert asked == {None: False, chain.contributor: True, chain.manager: False}
