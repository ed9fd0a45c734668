"""When the index is written: by tasks after commit, never twice for one change, and in bulk at the end."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.pages.models import ArticlePage
from core.search import indexing
from core.search.indexing import check_order
from core.search.services import rebuild_index, suspend_indexing
from core.search.tasks import index_object

type Publish = Callable[..., ArticlePage]


def titles(question: str) -> list[str]:
    return sorted(page.title for page in ArticlePage.objects.search(question))


def test_a_saved_page_is_indexed_after_commit(
    publish: Publish, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        article = publish("医保办理", "带上身份证")
        assert titles("医保") == []
    assert titles("身份证") == ["医保办理"]
    with django_capture_on_commit_callbacks(execute=True):
        article.title = "社保办理"
        article.save_revision().publish()
    assert titles("医保") == []
    assert titles("社保") == ["社保办理"]


def awaited(callbacks: list[Any]) -> list[tuple[str, ...]]:
    """The objects that wait for commit to be indexed."""
    return [each.args for each in callbacks if getattr(each, "func", None) is indexing._enqueue]


def test_saving_only_leaves_word_for_after_the_commit(
    publish: Publish, django_capture_on_commit_callbacks: Any
) -> None:
    article = publish("医保办理")
    with django_capture_on_commit_callbacks() as callbacks:
        article.save()
    assert awaited(callbacks) == [("core_pages", "articlepage", str(article.pk))]
    assert titles("医保") == []


def test_a_draft_is_not_indexed(publish: Publish, django_capture_on_commit_callbacks: Any) -> None:
    article = publish("医保办理")
    with django_capture_on_commit_callbacks() as callbacks:
        article.title = "社保办理"
        article.save_revision()
    assert awaited(callbacks) == []


def test_a_page_gone_before_its_task_is_no_error(publish: Publish) -> None:
    article = publish("医保办理")
    article.delete()
    index_object.call("core_pages", "articlepage", str(article.pk))
    assert titles("医保") == []


def test_suspended_then_rebuilt(publish: Publish, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks, suspend_indexing():
        publish("医保办理")
    assert awaited(callbacks) == []
    assert titles("医保") == []
    assert rebuild_index([ArticlePage]) == 1
    assert titles("医保") == ["医保办理"]


def test_suspending_ends_with_an_error(publish: Publish, django_capture_on_commit_callbacks: Any) -> None:
    with pytest.raises(ZeroDivisionError), suspend_indexing():
        raise ZeroDivisionError
    with django_capture_on_commit_callbacks(execute=True):
        publish("医保办理")
    assert titles("医保") == ["医保办理"]


def test_a_faulty_rebuild_changes_nothing(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    publish("医保办理")
    rebuild_index()
    monkeypatch.setattr(ArticlePage, "get_indexed_objects", classmethod(lambda cls: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        rebuild_index()
    assert titles("医保") == ["医保办理"]


def test_bulk_costs_queries_per_chunk_not_per_page(publish: Publish) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            rebuild_index([ArticlePage])
        return len(captured)

    publish("第一")
    one = queries()
    for number in range(8):
        publish(f"第{number}号公告", "内容")
    assert queries() == one


def test_the_order_of_apps_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_order() == []
    configs = [apps.get_app_config("core_search"), apps.get_app_config("wagtailsearch")]
    monkeypatch.setattr(apps, "get_app_configs", lambda: configs)
    assert [error.id for error in check_order()] == ["core_search.E001"]
