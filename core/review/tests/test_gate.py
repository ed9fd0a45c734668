"""What the gate lets pass, what it keeps, and what it writes down."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.pages.models import ArticlePage
from core.review.models import Publication
from core.review.origin import importing
from core.review.public import responsibility_of
from core.review.services import set_rule, submit_page
from core.tasks.beat import beat
from core.testing.county import County, make_article

from .conftest import Chain

LONG_AGO = datetime(2019, 5, 1, tzinfo=UTC)


def test_an_older_cleared_text_does_not_come_back_by_itself(chain: Chain) -> None:
    page = chain.published()
    older = page.live_revision
    page = chain.edit(page, "更正后的题目")
    chain.clear(submit_page(page=page, by=chain.contributor, note="更正"))
    with pytest.raises(PermissionDenied, match="exactly this text"):
        older.publish()


def test_what_was_taken_back_does_not_come_back_by_itself(chain: Chain) -> None:
    page = chain.published()
    chain.clear(submit_page(page=page, by=chain.contributor, action="withdraw", note="过时"))
    page = ArticlePage.objects.get(pk=page.pk)
    with pytest.raises(PermissionDenied, match="exactly this text"):
        page.revisions.order_by("-id").first().publish()


def test_a_refused_schedule_stops_none_of_the_others(chain: Chain) -> None:
    page = chain.draft(slug="smuggled")
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(hours=2))
    other = chain.draft(slug="honest", go_live_at=timezone.now() + timedelta(hours=1))
    chain.clear(submit_page(page=other, by=chain.contributor))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        beat()
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert ArticlePage.objects.get(pk=other.pk).live
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_what_changed_before_its_date_goes_back_to_who_supplied_it(
    chain: Chain, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = chain.draft(go_live_at=timezone.now() + timedelta(hours=1))
    review = chain.clear(submit_page(page=page, by=chain.contributor))
    revision = review.revision
    revision.content["title"] = "改过的题目"
    revision.save()
    mailoutbox.clear()
    with (
        time_machine.travel(timezone.now() + timedelta(hours=2)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        beat()
    review.refresh_from_db()
    assert review.state == "returned"
    assert [message.to for message in mailoutbox] == [["contributor@county.example"]]
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert submit_page(page=page, by=chain.contributor).state == "open"


def test_an_end_that_was_cleared_comes_by_itself(chain: Chain) -> None:
    page = chain.published(expire_at=timezone.now() + timedelta(hours=30))
    with time_machine.travel(timezone.now() + timedelta(hours=31)):
        beat()
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert not Publication.objects.filter(page_number=page.pk, ended_at=None).exists()


def test_an_alias_in_the_same_office_follows_its_source(chain: Chain) -> None:
    page = chain.published()
    alias = page.create_alias(parent=chain.county.home("shiqiao").get_children().get(slug="policy"))
    assert alias.live
    chain.clear(submit_page(page=chain.edit(page, "更正后的题目"), by=chain.contributor, note="更正"))
    alias.refresh_from_db()
    assert (alias.live, alias.title) == (True, "更正后的题目")


def test_saving_what_is_public_unchanged_passes(chain: Chain) -> None:
    page = chain.published()
    page.save()
    page.save_revision(user=chain.contributor)
    assert Publication.objects.filter(page_number=page.pk).count() == 1


def test_the_date_of_publication_is_the_systems(chain: Chain) -> None:
    page = chain.draft(first_published_at=LONG_AGO)
    assert ArticlePage.objects.get(pk=page.pk).first_published_at is None
    chain.clear(submit_page(page=page, by=chain.contributor))
    page = ArticlePage.objects.get(pk=page.pk)
    assert timezone.now() - page.first_published_at < timedelta(minutes=1)
    page.first_published_at = LONG_AGO
    page.save()
    page.save(update_fields=["first_published_at"])
    page.refresh_from_db()
    assert timezone.now() - page.first_published_at < timedelta(minutes=1)


def test_back_dating_is_for_imports_and_marked(county: County) -> None:
    news = county.home("baijie").get_children().get(slug="news").specific
    page = ArticlePage(title="旧闻", slug="old", first_published_at=LONG_AGO)
    news.add_child(instance=page)
    page.refresh_from_db()
    assert timezone.now() - page.first_published_at < timedelta(minutes=1)
    imported = make_article(news, "旧站来的", first_published_at=LONG_AGO)
    imported.refresh_from_db()
    assert imported.first_published_at == LONG_AGO
    mark = Publication.objects.get(page_number=imported.pk)
    assert (mark.origin, mark.correction, mark.published_at) == ("imported", "tests", LONG_AGO)


def test_an_import_has_to_say_what_it_is() -> None:
    with pytest.raises(ValueError, match="says what it is"), importing(""):
        pass


def test_where_no_chain_applies_publishing_is_recorded_as_such(county: County) -> None:
    news = county.home("baijie").get_children().get(slug="news").specific
    page = ArticlePage(title="通知", slug="notice", live=False)
    news.add_child(instance=page)
    page.save_revision().publish()
    found = Publication.objects.get(page_number=page.pk)
    assert (found.origin, found.line, found.review) == ("without_review", [], None)


def test_two_texts_of_an_item_are_never_in_force(county: County) -> None:
    values = {
        "kind": "x.y", "object_id": "1", "origin": "imported", "title": "x", "content": {}, "content_hash": "0",
        "published_at": timezone.now(),
    }  # fmt: skip
    Publication.objects.create(code="A", **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(code="B", **values)


def test_an_alias_stands_on_what_cleared_its_source(chain: Chain) -> None:
    page = chain.published()
    alias = page.create_alias(parent=chain.county.home("shiqiao").get_children().get(slug="policy"))
    source = Publication.objects.get(page_number=page.pk)
    found = Publication.objects.get(page_number=alias.pk)
    assert (found.origin, found.line, found.review) == ("follows", source.line, None)
    assert found.code != source.code


def test_no_alias_in_a_column_that_asks_for_more(chain: Chain) -> None:
    policy = chain.county.home("shiqiao").get_children().get(slug="policy").specific
    set_rule(by=SYSTEM, column=policy, kind="core_pages.articlepage", approval_hours=5)
    light = ArticlePage(title="只签发过", slug="light", live=False)
    policy.add_child(instance=light)
    light.save_revision(user=chain.contributor)
    assert chain.clear(submit_page(page=light, by=chain.contributor)).state == "done"
    light = ArticlePage.objects.get(pk=light.pk)
    with pytest.raises(PermissionDenied, match="exactly this text"):
        light.create_alias(parent=chain.news)
    assert not ArticlePage.objects.filter(alias_of=light).exists()
    full = chain.published()
    assert full.create_alias(parent=policy).live


def test_what_is_marked_does_not_move_to_a_public_subsite(county: County) -> None:
    inside = county.home("intranet").get_children().get(slug="news").specific
    outside = county.home("baijie").get_children().get(slug="news").specific
    marked = ArticlePage(title="内部", slug="internal", live=False, secrecy_level="internal")
    inside.add_child(instance=marked)
    plain = ArticlePage(title="草稿里才标注", slug="draft", live=False)
    inside.add_child(instance=plain)
    plain.secrecy_level = "internal"
    plain.save_revision()
    for page in (marked, plain, inside):
        with pytest.raises(PermissionDenied, match="public subsite"):
            Page.objects.get(pk=page.pk).move(outside, pos="last-child")
        with pytest.raises(PermissionDenied, match="public subsite"), importing("tests"):
            Page.objects.get(pk=page.pk).move(outside, pos="last-child")
    assert not outside.get_children().exists()


def test_a_date_written_past_the_system_does_not_count(chain: Chain) -> None:
    page = chain.draft()
    ArticlePage.objects.filter(pk=page.pk).update(first_published_at=LONG_AGO)
    chain.clear(submit_page(page=page, by=chain.contributor))
    page = ArticlePage.objects.get(pk=page.pk)
    assert timezone.now() - page.first_published_at < timedelta(minutes=1)
    first = page.first_published_at
    for date in (LONG_AGO, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            ArticlePage.objects.filter(pk=page.pk).update(first_published_at=date)
    chain.clear(submit_page(page=page, by=chain.contributor, action="withdraw", note="过时"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=page.pk).update(first_published_at=LONG_AGO)
    assert ArticlePage.objects.get(pk=page.pk).first_published_at == first


def test_an_import_of_today_is_marked_too(county: County) -> None:
    news = county.home("baijie").get_children().get(slug="news").specific
    an_hour_ago = timezone.now() - timedelta(hours=1)
    imported = make_article(news, "今天的旧闻", first_published_at=an_hour_ago)
    assert Publication.objects.get(page_number=imported.pk).origin == "imported"
    earlier = an_hour_ago - timedelta(days=400)
    imported.first_published_at = earlier
    with importing("a second run"):
        imported.save()
    imported.refresh_from_db()
    assert imported.first_published_at == earlier
    marks = Publication.objects.filter(page_number=imported.pk).order_by("pk")
    assert [(mark.origin, mark.published_at) for mark in marks] == [
        ("imported", an_hour_ago), ("imported", earlier),
    ]  # fmt: skip


def test_without_a_chain_a_correction_is_dated_all_the_same(county: County) -> None:
    news = county.home("baijie").get_children().get(slug="news").specific
    page = ArticlePage(title="通知", slug="notice", live=False)
    news.add_child(instance=page)
    page.save_revision().publish()
    assert responsibility_of(page.pk).corrected_at is None
    page.refresh_from_db()
    page.title = "更正后的通知"
    page.save_revision().publish()
    line = responsibility_of(page.pk)
    assert timezone.now() - line.corrected_at < timedelta(minutes=1)
    assert (line.correction, line.imported) == ("", False)


def test_what_comes_back_with_another_text_is_a_correction(chain: Chain) -> None:
    page = chain.published()
    chain.clear(submit_page(page=page, by=chain.contributor, action="withdraw", note="过时"))
    page = chain.edit(page, "改过的题目")
    chain.clear(submit_page(page=page, by=chain.contributor))
    assert responsibility_of(page.pk).corrected_at is not None
