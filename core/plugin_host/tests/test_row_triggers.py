"""The triggers that plugins' kinds ask for: laid, taken off, and no hindrance to a removal."""

import pytest
from django.db import connection

from core.access.actors import SYSTEM
from core.plugin_host.services import enable_plugin
from core.review.models import Publication
from core.review.publishing import end_kinds_of
from core.review.row_triggers import functions_of_rows, laid_on_rows
from core.review.triggers import lay, lift
from core.testing.county import County
from plugins.notices.models import Notice
from plugins.notices.services import publish_notice


def tables() -> set[str]:
    with connection.cursor() as cursor:
        return {table for _name, table in laid_on_rows(connection.vendor, cursor)}


@pytest.mark.django_db
def test_they_are_laid_and_lifted() -> None:
    watched = {
        "plugin_interviews_interview",
        "plugin_notices_notice",
        "plugin_queries_datasource",
        "plugin_queries_lookuptable",
        "plugin_surveys_survey",
        "plugin_surveys_textanswer",
    }
    assert tables() == watched
    lift("default")
    assert tables() == set()
    with connection.cursor() as cursor:
        assert functions_of_rows(connection.vendor, cursor) == []
    lay("default")
    assert tables() == watched


def test_a_removed_plugin_leaves_nothing_in_force(county: County) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    publish_notice(subsite=county.shiqiao, title="停水通知", by=SYSTEM)
    assert end_kinds_of("notices") == 1
    assert not Publication.objects.filter(kind="notices.notice", ended_at=None).exists()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM plugin_notices_notice")
    assert not Notice.objects.exists()
