"""The announcement in the review chain: shown, corrected and taken back as it decides."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from core.access.actors import SYSTEM
from core.review.models import Publication, Review, Verdict
from core.review.services import decide, set_rule
from core.review.verification import Finding, verify
from core.testing.factories import UserFactory
from core.testing.review_ways import passed
from plugins.interviews.clearing import has_changes, public_content
from plugins.interviews.live import read_events
from plugins.interviews.models import Guest, Interview
from plugins.interviews.services.interviews import (
    announce_interview,
    begin_interview,
    make_public,
    save_interview,
    take_back,
    withdraw_interview,
)
from plugins.interviews.services.lines import write_answer, write_host_line
from plugins.interviews.testing import make_interview, make_picture
from plugins.interviews.viewsets import interview_viewset

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(on):
    set_rule(by=SYSTEM, subsite=on.shiqiao, kind="interviews.interview", approval_hours=4)
    return UserFactory(role="manager", role__subsite=on.shiqiao)


@pytest.fixture
def approver(on):
    return UserFactory(role="approver", role__subsite=on.shiqiao)


def reread(interview):
    return Interview.objects.get(pk=interview.pk)


@pytest.fixture
def announced(on, manager, approver):
    """One that went through the chain."""
    interview = make_interview(on.shiqiao, stage="draft", title="医保缴费怎么办")
    announce_interview(interview=interview, by=manager)
    passed(approver)
    return reread(interview)


def change(interview, by, **values):
    """As the form does: what is held back, changed further; `guest` is the office of the first one."""
    draft = reread(interview).draft()
    guest = draft.guests.all()[0]
    guest.office = values.pop("guest", guest.office)
    draft.guests = [guest]
    for name, value in values.items():
        setattr(draft, name, value)
    save_interview(interview=draft, by=by)


def page(client, interview):
    response = client.get(f"/townships/shiqiao/-/interviews/{interview.slug}/")
    return response.content.decode() if response.status_code == 200 else ""


def test_it_is_shown_when_it_is_cleared(on, manager, approver):
    interview = make_interview(on.shiqiao, stage="draft")
    announce_interview(interview=interview, by=manager)
    assert not reread(interview).is_public
    with pytest.raises(PermissionDenied):
        make_public(interview, manager)
    with pytest.raises(ValidationError):
        begin_interview(interview=interview, by=manager)
    passed(approver)
    assert reread(interview).is_public
    assert reread(interview).stage == "announced"


def test_taking_it_back_is_handed_in_with_a_reason(announced, manager, approver):
    with pytest.raises(PermissionDenied):
        take_back(announced, manager)
    with pytest.raises(ValidationError):
        withdraw_interview(interview=announced, by=manager)
    withdraw_interview(interview=announced, by=manager, note="嘉宾有变")
    assert reread(announced).is_public
    passed(approver)
    assert not reread(announced).is_public
    assert public_content(reread(announced)) is None


def test_citizens_see_what_was_cleared_until_the_correction_is(announced, manager, approver, client):
    before = public_content(announced)
    change(announced, manager, title="另一个主题", slug="another", guest="某局副局长")
    assert public_content(reread(announced)) == before
    assert has_changes(reread(announced))
    with pytest.raises(ValidationError, match="请说明改动内容"):
        announce_interview(interview=announced, by=manager)
    announce_interview(interview=announced, by=manager, note="更正主题和嘉宾职务")
    shown = page(client, announced)
    assert "医保缴费怎么办" in shown
    assert "某局局长" in shown
    assert "另一个主题" not in shown
    assert "某局副局长" not in shown
    listed = client.get("/townships/shiqiao/-/interviews/").content.decode()
    assert ("医保缴费怎么办" in listed, "某局局长" in listed, "另一个主题" in listed) == (True, True, False)
    told = client.get(f"/api/v1/interviews/interviews/{announced.pk}/").json()
    assert (told["title"], told["guests"]) == ("医保缴费怎么办", [{"name": "嘉宾甲", "office": "某局局长"}])
    review = passed(approver)
    assert review.action == "correct"
    found = reread(announced)
    assert (found.title, found.slug, found.held, found.writers) == ("另一个主题", "another", {}, [])
    assert not has_changes(found)
    shown = page(client, found)
    assert "某局副局长" in shown
    assert "更正主题和嘉宾职务" in shown
    assert page(client, announced) == ""
    told = client.get(f"/api/v1/interviews/interviews/{announced.pk}/").json()
    assert (told["title"], told["guests"][0]["office"]) == ("另一个主题", "某局副局长")


def test_a_correction_that_is_returned_changes_nothing(announced, manager, approver, client):
    change(announced, manager, title="另一个主题")
    announce_interview(interview=announced, by=manager, note="更正")
    review = Review.objects.get(state="open")
    decide(review=review, step="approval", verdict=Verdict.RETURNED, by=approver, note="不改")
    assert "另一个主题" not in page(client, announced)
    assert reread(announced).draft().title == "另一个主题"
    change(announced, manager, title="医保缴费怎么办")
    assert not has_changes(reread(announced))


def test_what_is_changed_after_it_was_handed_in_is_not_cleared(announced, manager, approver):
    change(announced, manager, title="另一个主题")
    announce_interview(interview=announced, by=manager, note="更正")
    change(announced, manager, title="第三个主题")
    with pytest.raises(PermissionDenied):
        passed(approver)
    assert reread(announced).title == "医保缴费怎么办"


def test_who_wrote_the_correction_does_not_clear_it(announced, manager, approver):
    change(announced, approver, title="另一个主题")
    announce_interview(interview=announced, by=manager, note="更正")
    with pytest.raises((PermissionDenied, ValidationError)):
        passed(approver)
    assert reread(announced).title == "医保缴费怎么办"


def test_rules_of_the_live_text_change_at_once(announced, manager):
    change(announced, manager, delay=60, hold_back=True, takes_questions=False)
    found = reread(announced)
    assert (found.delay, found.hold_back, found.takes_questions) == (60, True, False)
    assert not has_changes(found)


def test_lines_go_public_under_the_cleared_name_while_a_correction_waits(
    announced, manager, approver, client
):
    begin_interview(interview=announced, by=manager)
    change(announced, manager, title="另一个主题", guest="某局副局长")
    announce_interview(interview=announced, by=manager, note="更正")
    guest = Guest.objects.get(interview=announced)
    write_answer(interview=announced, by=manager, guest=guest, text="可以在手机上缴。")
    shown = page(client, announced)
    assert "可以在手机上缴。" in shown
    assert "嘉宾甲 某局局长" in shown
    events = read_events(announced.pk, 0, "zh-hans")
    assert [event.name for event in events] == ["stage", "line"]
    passed(approver)
    found = reread(announced)
    assert (found.stage, found.title, found.sequence) == ("live", "另一个主题", events[-1].id)
    line = write_answer(interview=found, by=manager, guest=guest, text="也可以到窗口。")
    assert (line.speaker, line.sequence) == ("嘉宾甲 某局副局长", events[-1].id + 1)


def test_a_guest_who_was_not_cleared_does_not_speak(announced, manager, approver):
    begin_interview(interview=announced, by=manager)
    draft = reread(announced).draft()
    draft.guests.add(Guest(name="嘉宾乙", office="县长"))
    save_interview(interview=draft, by=manager)
    guest = Guest.objects.get(name="嘉宾乙")
    with pytest.raises(ValidationError, match="尚未预告"):
        write_answer(interview=announced, by=manager, guest=guest, text="我来说。")
    announce_interview(interview=announced, by=manager, note="增加嘉宾")
    passed(approver)
    assert (
        write_answer(interview=announced, by=manager, guest=guest, text="我来说。").speaker == "嘉宾乙 县长"
    )


def test_a_form_that_was_open_does_not_turn_back_what_has_moved_on(on):
    interview = make_interview(on.finance)
    stale = reread(interview)
    begin_interview(interview=interview, by=SYSTEM)
    line = write_host_line(interview=interview, by=SYSTEM, text="大家好")
    stale.title = "新主题"
    save_interview(interview=stale, by=SYSTEM)
    found = reread(interview)
    assert (found.title, found.stage, found.sequence) == ("新主题", "live", line.sequence)


def test_without_a_chain_a_change_is_public_at_once_and_on_record(on, client):
    interview = make_interview(on.finance)
    change(interview, SYSTEM, title="新主题", guest="某局副局长")
    found = reread(interview)
    assert (found.title, found.held, has_changes(found)) == ("新主题", {}, False)
    assert "某局副局长" in client.get(f"/departments/finance/-/interviews/{found.slug}/").content.decode()
    record = Publication.objects.get(kind="interviews.interview", ended_at=None)
    assert verify(record.code).finding == Finding.SAME


def test_verification_tells_of_another_picture_in_the_portraits_place(
    announced, manager, approver, on, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    picture = make_picture(on.shiqiao)
    draft = reread(announced).draft()
    guest = draft.guests.all()[0]
    guest.portrait = picture
    draft.guests = [guest]
    save_interview(interview=draft, by=manager)
    announce_interview(interview=announced, by=manager, note="补充照片")
    passed(approver)
    code = Publication.objects.get(kind="interviews.interview", ended_at=None).code
    assert verify(code).finding == Finding.SAME
    type(picture).objects.filter(pk=picture.pk).update(file_hash="0" * 40)
    assert verify(code).finding == Finding.CHANGED


def test_the_screen_holds_the_correction_and_asks_what_changes(announced, manager):
    browser = Client()
    browser.force_login(manager, backend="core.accounts.backends.AccountBackend")
    change(announced, manager, title="另一个主题")
    edited = browser.get(reverse(interview_viewset.get_url_name("edit"), args=[announced.pk]))
    assert edited.context["form"]["title"].value() == "另一个主题"
    state = reverse(interview_viewset.get_url_name("state"), args=[announced.pk])
    assert "预告在审核通过后作了修改" in browser.get(state).content.decode()
    refused = browser.post(state, {"act": "announce", "urgent_reason": "明天开始"})
    assert refused.status_code == 422
    assert "明天开始" in refused.content.decode()
    assert browser.post(state, {"act": "announce", "note": "更正主题"}).status_code == 302
    assert Review.objects.get(state="open").note == "更正主题"
