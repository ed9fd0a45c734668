"""Ways past the review chain, each tried and undone."""

import json
import tempfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from core.access.actors import SYSTEM
from core.review.models import Review, Verdict
from core.review.services import decide
from core.tasks.beat import beat
from core.testing.factories import UserFactory
from core.testing.review_ways import browser, chain_on, idle_ways, passed, put, sql, tell, ways_round
from plugins.interviews.clearing import public_content
from plugins.interviews.guests import ShownGuest, write_guests
from plugins.interviews.models import Guest, Interview, Line
from plugins.interviews.services.interviews import (
    announce_interview,
    begin_interview,
    delete_interview,
    make_public,
    save_interview,
    take_back,
    withdraw_interview,
)
from plugins.interviews.services.lines import write_answer
from plugins.interviews.testing import make_interview
from plugins.interviews.viewsets import interview_viewset

pytestmark = pytest.mark.django_db
FORGED = write_guests([ShownGuest(1, "伪造者", "县长")])


def seen():
    """What citizens see of all announcements, and who speaks in the lines."""
    said = {each.pk: public_content(each) for each in Interview.objects.public()}
    speakers = sorted(Line.objects.values_list("speaker", flat=True))
    return json.dumps([said, speakers], default=str, sort_keys=True)


def address(name, *args):
    return reverse(interview_viewset.get_url_name(name), args=args)


def with_guest(interview, *, office="县长", **more):
    """The interview with another office of its guest, or with one more, in memory."""
    draft = Interview.objects.get(pk=interview.pk)
    guest = draft.guests.all()[0]
    guest.office = office
    draft.guests = [guest, *(Guest(**each) for each in more.values())]
    return draft


def saved(row):
    row.office = "县长"
    row.save()


def loaded(row):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(serialize("json", [row]))
        file.flush()
        call_command("loaddata", file.name, verbosity=0)


def ways(office, manager, root, draft, public):
    """Names with functions; `draft` was never cleared, `public` was, and has an uncleared new introduction."""
    rows = Interview.objects
    guest = public.guests.get()
    own = {"is_public": True, "stage": "announced"}
    form = {
        "subsite": office.pk, "title": "伪造", "slug": public.slug, "introduction": "新", "host_name": "伪造者",
        "starts_at": "2030-01-01 10:00", "delay": 0, "video_address": "", "is_public": "on", "stage": "announced",
        "guests-TOTAL_FORMS": 1, "guests-INITIAL_FORMS": 1, "guests-MIN_NUM_FORMS": 0, "guests-MAX_NUM_FORMS": 1000,
        "guests-0-id": guest.pk, "guests-0-name": "伪造者", "guests-0-office": "县长", "guests-0-ORDER": 1,
        "shown_guests": FORGED,
    }  # fmt: skip
    new = {"guests-0-id": "", "guests-INITIAL_FORMS": 0}
    return {
        "announce_interview by the manager": lambda: announce_interview(interview=draft, by=manager),
        "announce_interview by a superuser": lambda: announce_interview(interview=draft, by=root),
        "announce_interview by the system": lambda: announce_interview(interview=draft, by=SYSTEM),
        "announce_interview of a change": lambda: announce_interview(interview=public, by=manager, note="改"),
        "announce_interview of a change by the system": lambda: announce_interview(
            interview=public, by=SYSTEM
        ),
        "make_public": lambda: make_public(draft, manager),
        "make_public of a change": lambda: make_public(public, manager),
        "begin_interview": lambda: begin_interview(interview=draft, by=manager),
        "save_interview with another title": lambda: save_interview(
            interview=put(public, title="新"), by=manager
        ),
        "save_interview with another title, by the system": lambda: save_interview(
            interview=put(public, title="新"), by=SYSTEM
        ),
        "save_interview with another start": lambda: save_interview(
            interview=put(public, starts_at=timezone.now() + timedelta(days=9)), by=manager
        ),
        "save_interview with a video": lambda: save_interview(
            interview=put(public, video_address="https://video.example.com/"), by=manager
        ),
        "save_interview with another office of a guest": lambda: save_interview(
            interview=with_guest(public), by=manager
        ),
        "save_interview with another office of a guest, by the system": lambda: save_interview(
            interview=with_guest(public), by=SYSTEM
        ),
        "save_interview with one more guest": lambda: save_interview(
            interview=with_guest(public, office="某局局长", more={"name": "乙", "office": "县长"}), by=root
        ),
        "save_interview as public": lambda: save_interview(interview=put(draft, **own), by=manager),
        "save_interview with guests that were cleared": lambda: save_interview(
            interview=put(public, shown_guests=FORGED), by=manager
        ),
        "Interview.save": lambda: put(draft, **own).save(),
        "Interview.save of a title": lambda: put(public, title="新").save(),
        "Interview.save of the guests": lambda: put(public, shown_guests=FORGED).save(),
        "save_base": lambda: put(draft, **own).save_base(raw=True),
        "a new row that is public": lambda: rows.create(
            subsite=office, title="新", slug="n", host_name="x", starts_at=timezone.now(), **own
        ),
        "bulk_create": lambda: rows.bulk_create(
            [Interview(subsite=office, title="新", slug="n", host_name="x", starts_at=timezone.now(), **own)]
        ),
        "bulk_update": lambda: rows.bulk_update([put(draft, **own)], ["is_public", "stage"]),
        "update to public": lambda: rows.filter(pk=draft.pk).update(**own),
        "update of the title": lambda: rows.filter(pk=public.pk).update(title="新"),
        "update of the address": lambda: rows.filter(pk=public.pk).update(slug="other"),
        "update of the introduction": lambda: rows.filter(pk=public.pk).update(introduction="新"),
        "update of the host": lambda: rows.filter(pk=public.pk).update(host_name="伪造者"),
        "update of the video": lambda: rows.filter(pk=public.pk).update(video_address="https://x.example/"),
        "update of the guests": lambda: rows.filter(pk=public.pk).update(shown_guests=FORGED),
        "SQL": lambda: sql(
            "UPDATE plugin_interviews_interview SET is_public = %s, stage = 'announced' WHERE id = %s",
            True,
            draft.pk,
        ),
        "SQL of the title": lambda: sql("UPDATE plugin_interviews_interview SET title = 'x'"),
        "SQL of the guests": lambda: sql(
            "UPDATE plugin_interviews_interview SET shown_guests = %s WHERE id = %s", FORGED, public.pk
        ),
        "Guest.save": lambda: saved(Guest.objects.get(pk=guest.pk)),
        "a new guest": lambda: Guest.objects.create(interview=public, name="伪造者", office="县长"),
        "Guest.delete": lambda: guest.delete(),
        "update of a guest": lambda: Guest.objects.filter(pk=guest.pk).update(office="县长"),
        "SQL of a guest": lambda: sql("UPDATE plugin_interviews_guest SET office = 'x'"),
        "loaddata": lambda: loaded(put(draft, **own)),
        "loaddata of a guest": lambda: loaded(Guest(pk=guest.pk, interview=public, name="伪造者", office="县长")),
        "a line of a guest who was not cleared": lambda: write_answer(
            interview=public,
            by=manager,
            guest=Guest.objects.create(interview=public, name="伪造者", office="县长"),
            text="我来说。",
        ),
        "the screen": lambda: browser(manager).post(address("state", draft.pk), {"act": "announce"}),
        "the screen, of a change": lambda: browser(manager).post(
            address("state", public.pk), {"act": "announce", "note": "改", "pass": "1", "cleared": "1"}
        ),
        "the desk": lambda: browser(manager).post(address("desk", draft.pk), {"act": "begin"}),
        "the form": lambda: browser(manager).post(address("edit", public.pk), form),
        "the form, of a draft": lambda: browser(manager).post(
            address("edit", draft.pk), {**form, **new, "slug": draft.slug}
        ),
        "the form of a new one": lambda: browser(root).post(address("add"), {**form, **new, "slug": "new"}),
        "the public API": lambda: browser(root).post(
            f"/api/v1/interviews/interviews/{draft.pk}/", {"is_public": True}
        ),
        "the beat": lambda: beat(),
        "submitting and deciding oneself": lambda: decide(
            review=handed_in(draft, manager), step="approval", verdict=Verdict.PASSED, by=manager
        ),
        "a review's own screen by who handed it in": lambda: browser(manager).post(
            reverse("review_item", args=[handed_in(draft, manager).pk]), {"step": "approval", "pass": "1"}
        ),
    }  # fmt: skip


IDLE = {
    "Guest.save", "a new guest", "Guest.delete", "update of a guest", "SQL of a guest", "loaddata of a guest",
    "a line of a guest who was not cleared", "save_interview as public", "save_interview with guests that were cleared",
    "begin_interview", "the desk", "the form of a new one", "the form, of a draft", "the public API", "the beat",
}  # fmt: skip
"""Closed without a chain too: guests' rows are not what citizens read, a form shows nothing by itself, the API only
reads. Tried all the same."""
BY_REVIEW = {"submitting and deciding oneself", "a review's own screen by who handed it in"}
"""There is something to decide only where a chain applies."""


def ways_back(manager, root, public):
    rows = Interview.objects.filter(pk=public.pk)
    return {
        "withdraw_interview": lambda: withdraw_interview(interview=put(public), by=manager, note="撤"),
        "withdraw_interview by the system": lambda: withdraw_interview(interview=put(public), by=SYSTEM),
        "take_back": lambda: take_back(put(public), root),
        "delete_interview": lambda: delete_interview(interview=put(public), by=manager),
        "Interview.delete": lambda: put(public).delete(),
        "QuerySet.delete": lambda: rows.delete(),
        "update to hidden": lambda: rows.update(is_public=False),
        "update of the guests to none": lambda: rows.update(shown_guests=""),
        "Interview.save as hidden": lambda: put(public, is_public=False).save(),
        "SQL": lambda: sql("UPDATE plugin_interviews_interview SET is_public = %s", False),
        "DELETE in SQL": lambda: sql("DELETE FROM plugin_interviews_interview WHERE id = %s", public.pk),
        "the screen": lambda: browser(manager).post(
            address("state", public.pk), {"act": "withdraw", "note": "撤"}
        ),
        "the screen of deleting": lambda: browser(root).post(address("delete", public.pk)),
    }


def handed_in(interview, manager):
    announce_interview(interview=interview, by=manager)
    return Review.objects.get(state="open")


@pytest.fixture
def stage(on):
    manager, approver = chain_on(on.shiqiao, "interviews.interview")
    public = make_interview(on.shiqiao, stage="draft", title="已公开的")
    announce_interview(interview=public, by=manager)
    passed(approver)
    public = Interview.objects.get(pk=public.pk)
    begin_interview(interview=public, by=manager)
    save_interview(interview=put(public, introduction="尚未审核的介绍"), by=manager)
    root = UserFactory(is_superuser=True, is_staff=True)
    return manager, root, make_interview(on.shiqiao, stage="draft"), Interview.objects.get(pk=public.pk)


def test_no_way_shows_or_changes_one_past_the_chain(on, stage, django_capture_on_commit_callbacks, capsys):
    manager, root, draft, public = stage
    tried = ways(on.shiqiao, manager, root, draft, public)
    assert ways_round(tried, seen, django_capture_on_commit_callbacks) == []
    tell(len(tried), "an announcement", capsys)


def test_no_way_takes_one_back_past_the_chain(stage, django_capture_on_commit_callbacks, capsys):
    manager, root, _draft, public = stage
    tried = ways_back(manager, root, public)
    assert ways_round(tried, seen, django_capture_on_commit_callbacks) == []
    tell(len(tried), "an announcement back", capsys)


def test_the_ways_are_real(on, stage, django_capture_on_commit_callbacks):
    manager, root, draft, public = stage
    tried = ways(on.shiqiao, manager, root, draft, public)
    alone = {name: way for name, way in tried.items() if name not in BY_REVIEW}
    assert set(idle_ways(alone, seen, django_capture_on_commit_callbacks)) == IDLE
    back = ways_back(manager, root, public)
    # An interview is withdrawn before it is deleted, by the service and on every screen.
    assert idle_ways(back, seen, django_capture_on_commit_callbacks) == [
        "delete_interview",
        "the screen of deleting",
    ]


def test_the_database_says_why(stage):
    _manager, _root, draft, public = stage
    with pytest.raises(DatabaseError, match="no publication in force"), transaction.atomic():
        Interview.objects.filter(pk=draft.pk).update(is_public=True, stage="announced")
    with pytest.raises(DatabaseError, match="no publication in force"), transaction.atomic():
        Interview.objects.filter(pk=public.pk).update(shown_guests=FORGED)
    with pytest.raises(DatabaseError, match="taking it back must go through"), transaction.atomic():
        Interview.objects.filter(pk=public.pk).update(is_public=False)
