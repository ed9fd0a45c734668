"""What the gate lets pass, what it keeps, and what it writes down."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.pages.models import ArticlePage
from core.review.models import Publication
from core.review.origin import importing
from core.review.services import submit_page
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
