"""What is public before the upgrade says the same after it."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from core.access.actors import SYSTEM
from core.review.services import set_rule
from plugins.interviews.models import Interview
from plugins.interviews.testing import make_interview


@pytest.mark.django_db(transaction=True)
def test_there_and_back(on):
    public, draft = make_interview(on.shiqiao), make_interview(on.shiqiao, stage="draft")
    was = Interview.objects.get(pk=public.pk).shown_guests
    call_command("migrate", "plugin_interviews", "0001", verbosity=0)
    call_command("migrate", "plugin_interviews", verbosity=0)
    assert Interview.objects.get(pk=public.pk).shown_guests == was != ""
    assert Interview.objects.get(pk=draft.pk).shown_guests == ""
    # The database's guard is there again.
    set_rule(by=SYSTEM, subsite=on.shiqiao, kind="interviews.interview", approval_hours=4)
    with pytest.raises(DatabaseError, match="no publication in force"), transaction.atomic():
        Interview.objects.filter(pk=public.pk).update(shown_guests="[]")
