"""Asking plugins, and what happens when one of them raises."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.urls import reverse

from core.access.actors import SYSTEM
from core.plugin_api import Contribution, Owned, PageSlot, Slot, Subscription, Task, collect, enable_plugin
from core.plugin_api.events import PageUnpublished, publish
from core.plugin_host import background, registry
from core.plugin_host.models import PluginFault, TaskRun
from core.slots.rendering import slots_of
from core.tenancy.table import subsite_table
from core.testing.county import County, make_article
from core.testing.factories import UserFactory
from plugins.notices.models import Notice
from plugins.notices.services import publish_notice


@pytest.fixture
def on(county: County) -> County:
    """The county with notices on for Shiqiao."""
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    return county


def put(monkeypatch: pytest.MonkeyPatch, point: str, *contributions: Contribution) -> None:
    """Let the plugin `notices` contribute these things at one point, and nothing else there."""
    table = dict(registry._loaded())
    table[point] = tuple(Owned("notices", contribution) for contribution in contributions)
    monkeypatch.setattr(registry, "_table", table)


def answer(value: object) -> Any:
    def context(_render_context: Any) -> Any:
        if isinstance(value, Exception):
            raise value
        return value

    return context


def slot(name: str, value: object) -> PageSlot:
    return PageSlot(name=name, slot=Slot.FOOTER, template="notices/above_page.html", context=answer(value))


def test_one_slot_that_raises_leaves_the_others_and_the_page(
    on: County, monkeypatch: pytest.MonkeyPatch, rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    put(monkeypatch, "page_slots", slot("bad", ValueError("no such thing")), slot("good", {"notices": []}))
    entry = subsite_table().by_slug["shiqiao"]
    filled = slots_of(request=rf.get("/"), page=None, subsite=entry)["footer"]
    assert filled.count("<section") == 1
    fault = PluginFault.objects.get()
    assert (fault.slug, fault.contribution, fault.message) == (
        "notices",
        "notices.bad",
        "ValueError: no such thing",
    )
    assert "plugin notices: notices.bad raised ValueError" in caplog.text


def test_a_database_error_of_a_plugin_does_not_spoil_the_transaction(
    on: County, monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    def broken(_context: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM no_such_table")

    put(
        monkeypatch,
        "page_slots",
        PageSlot(name="bad", slot=Slot.FOOTER, template="notices/above_page.html", context=broken),
    )
    assert (
        slots_of(request=rf.get("/"), page=None, subsite=subsite_table().by_slug["shiqiao"])["footer"] == ""
    )
    assert Notice.objects.count() == 0
    assert PluginFault.objects.get().contribution == "notices.bad"
    with pytest.raises(DatabaseError):
        broken(None)


def test_the_same_fault_is_counted_not_repeated(
    on: County, monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    put(monkeypatch, "page_slots", slot("bad", ValueError("no")))
    for _ in range(3):
        slots_of(request=rf.get("/"), page=None, subsite=subsite_table().by_slug["shiqiao"])["footer"]
        cache.clear()
    assert PluginFault.objects.get().count == 3


def test_faults_are_shown_to_the_manager(on: County, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, "page_slots", slot("bad", ValueError("no such thing")))
    slots_of(request=RequestFactory().get("/"), page=None, subsite=subsite_table().by_slug["shiqiao"])[
        "footer"
    ]
    client.force_login(UserFactory(role="manager", role__subsite=on.shiqiao))
    assert "no such thing" in client.get(reverse("plugin_switches")).content.decode()


@dataclass(frozen=True, kw_only=True)
class Guard(Contribution):
    """A point at which a plugin may refuse; for this test only."""

    point: ClassVar[str] = "guards"
    may_refuse: ClassVar[bool] = True


def test_a_point_that_may_refuse_passes_the_refusal_on(on: County, monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, "guards", Guard(name="door"))

    def refuse(_guard: Guard) -> None:
        raise PermissionDenied

    with pytest.raises(PermissionDenied):
        collect(Guard, subsite=on.shiqiao, call=refuse)
    assert collect(Guard, subsite=on.baijie, call=refuse) == []


def test_contributions_come_in_order(on: County, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = subsite_table().by_slug["shiqiao"]
    names = [found.owned.id for found in collect(PageSlot, subsite=entry, call=lambda each: each.name)]
    assert names == ["notices.above_home", "notices.above_column", "notices.above_article"]


def test_subscribers_are_told_after_the_commit_where_the_plugin_is_on(
    on: County, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[int] = []

    def listen(event: PageUnpublished) -> None:
        heard.append(event.subsite_id)

    def fail(event: PageUnpublished) -> None:
        raise ValueError("deaf")

    put(
        monkeypatch,
        "subscriptions",
        Subscription(name="deaf", event=PageUnpublished, handler=fail),
        Subscription(name="ear", event=PageUnpublished, handler=listen),
    )
    with django_capture_on_commit_callbacks(execute=True):
        publish(PageUnpublished(subsite_id=on.shiqiao.pk, page_id=1))
        publish(PageUnpublished(subsite_id=on.baijie.pk, page_id=1))
        assert heard == []
    assert heard == [on.shiqiao.pk]
    assert PluginFault.objects.get().contribution == "notices.deaf"


def test_unpublishing_a_page_ends_the_notice_about_it(
    on: County, django_capture_on_commit_callbacks: Any
) -> None:
    column = on.home("shiqiao").get_children().get(slug="news").specific
    article = make_article(column, "停水")
    notice = publish_notice(
        subsite=on.shiqiao,
        title="停水通知",
        by=SYSTEM,
        page=article.page_ptr,
        starts_at=article.first_published_at,
    )
    with django_capture_on_commit_callbacks(execute=True):
        article.unpublish()
    notice.refresh_from_db()
    assert notice.ends_at is not None


def test_recurring_tasks_are_enqueued_once_per_rhythm_where_the_plugin_is_on(on: County) -> None:
    from django.utils import timezone

    now = timezone.now()
    tasks = [owned for owned in registry.contributions_at(Task.point) if owned.owner == "notices"]
    assert [owned.id for owned in tasks] == ["notices.remind"]
    background.enqueue_due_tasks(now)
    runs = TaskRun.objects.filter(task="notices.remind")
    assert list(runs.values_list("subsite_id", flat=True)) == [on.shiqiao.pk]
    first = runs.get().started_at
    background.enqueue_due_tasks(now + timedelta(minutes=59))
    assert runs.get().started_at == first
    background.enqueue_due_tasks(now + timedelta(minutes=60))
    assert runs.get().started_at == first + timedelta(minutes=60)


def test_authors_are_reminded_once(
    on: County, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from django.utils import timezone

    author = UserFactory(role="manager", role__subsite=on.shiqiao, email="author@example.com")
    ends = timezone.now() + timedelta(hours=3)
    publish_notice(subsite=on.shiqiao, title="停电 & 停水", by=author, ends_at=ends)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert background.run_plugin_task.func("notices.remind", on.shiqiao.pk, {}) == "ran"
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [
        ("您的公告“停电 & 停水”即将结束", ["author@example.com"])
    ]
