"""What is public before the upgrade says the same after it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from core.access.actors import SYSTEM
from plugins.interviews.clearing import public_content
from plugins.interviews.models import Interview
from plugins.interviews.services.interviews import withdraw_interview
from plugins.interviews.testing import make_interview


@pytest.mark.django_db
def test_guests_of_public_interviews_are_kept_as_they_are(on):
    public, draft = make_interview(on.shiqiao), make_interview(on.shiqiao, stage="draft")
    before = public_content(public)
    withdrawn = make_interview(on.shiqiao)
    withdraw_interview(interview=withdrawn, by=SYSTEM)
    import_module("plugins.interviews.migrations.0002_through_the_review_chain").guests(
        apps, connection.schema_editor(atomic=False)
    )
    assert public_content(Interview.objects.get(pk=public.pk)) == before
    kept = Interview.objects.exclude(pk=public.pk).values_list("shown_guests", flat=True)
    assert sorted(kept) == ["", ""]
    assert Interview.objects.get(pk=draft.pk).shown_guests == ""
