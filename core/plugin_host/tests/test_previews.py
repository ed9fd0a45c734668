"""The review's screen shows how content of plugins will look, and what is over still answers."""

import pytest
from django.test import Client
from django.urls import reverse

from core.access.actors import SYSTEM
from core.plugin_host.services import enable_plugin
from core.review.models import Review
from core.review.origin import importing
from core.testing.county import County
from core.testing.review_ways import chain_on
from plugins.interviews.services.interviews import announce_interview
from plugins.interviews.testing import make_interview
from plugins.notices.services import publish_notice
from plugins.queries.tests.factories import make_table
from plugins.surveys.services.publishing import publish_survey
from plugins.surveys.tests.factories import make_survey


def of_survey(office, manager):
    publish_survey(survey=make_survey(office, publish=False), by=manager)
    return "问题 Q1"


def of_table(office, manager):
    make_table(office, by=manager)
    return "梧桐梁村"


def of_notice(office, manager):
    publish_notice(subsite=office, title="停水通知", text="明天上午停水。", by=manager)
    return "明天上午停水。"


def of_interview(office, manager):
    with importing("tests"):
        interview = make_interview(office, stage="draft", introduction="谈谈春耕")
    announce_interview(interview=interview, by=manager)
    return "谈谈春耕"


KINDS = {
    "surveys.survey": of_survey,
    "queries.table": of_table,
    "notices.notice": of_notice,
    "interviews.interview": of_interview,
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_reviewer_sees_how_it_will_look(county: County, client: Client, kind: str) -> None:
    enable_plugin(subsite=county.shiqiao, slug=kind.partition(".")[0], by=SYSTEM)
    manager, approver = chain_on(county.shiqiao, kind)
    text = KINDS[kind](county.shiqiao, manager)
    review = Review.objects.get(kind=kind)
    client.force_login(approver)
    screen = client.get(reverse("review_item", args=[review.pk]))
    assert screen.status_code == 200
    assert reverse("review_preview", args=[review.pk]) in screen.content.decode()
    preview = client.get(reverse("review_preview", args=[review.pk]))
    assert preview.status_code == 200
    assert text in preview.content.decode()
