"""The beat, and the warning when no worker runs."""

from datetime import timedelta

import time_machine
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from core.tasks.beat import beat, is_stalled
from core.testing.county import County, make_article
from core.testing.factories import UserFactory
from core.text_messages.models import TextMessage

QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_scheduled_pages_are_published(county: County) -> None:
    article = make_article(county.home("shiqiao").get_children().get(slug="news").specific, "明天发布")
    article.live = False
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save()
    article.save_revision(approved_go_live_at=article.go_live_at)
    beat()
    article.refresh_from_db()
    assert not article.live
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("beat", once=True)
    article.refresh_from_db()
    assert article.live


@override_settings(TASKS=QUEUED)
def test_waiting_work_is_told_in_the_administration(county: County, client: Client) -> None:
    from core.plugin_host.background import run_plugin_task

    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    run_plugin_task.enqueue("nothing.here", county.shiqiao.pk, {})
    assert not is_stalled()
    assert "manage.py db_worker" not in client.get("/admin/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=12)):
        assert is_stalled()
        html = client.get("/admin/").content.decode()
    assert "manage.py db_worker" in html
    assert "12" in html


def test_text_messages_are_forgotten(county: County) -> None:
    now = timezone.now()
    TextMessage.objects.create(sealed="x", good_until=now)
    TextMessage.objects.create(sealed="x", good_until=now - timedelta(days=1))
    beat()
    assert list(TextMessage.objects.values_list("state", "sealed", "good_until")) == [("failed", "", now)]
