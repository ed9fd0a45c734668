"""Questions and lines, from their arrival to the archive."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core.access.actors import SYSTEM
from core.audit.models import AuditRecord
from core.testing.factories import UserFactory
from plugins.interviews.models import (
    Guest,
    Interview,
    Line,
    LineState,
    Question,
    QuestionSender,
    RoutedQuestion,
)
from plugins.interviews.services.interviews import (
    announce_interview,
    begin_interview,
    delete_interview,
    end_interview,
    withdraw_interview,
)
from plugins.interviews.services.lines import (
    correct_line,
    discard_line,
    hold_line,
    put_question,
    release_due_lines,
    release_line,
    withdraw_line,
    write_answer,
    write_host_line,
)
from plugins.interviews.services.questions import (
    NotOpen,
    accept_question,
    ask_question,
    merge_question,
    pick_question,
    reject_question,
)
from plugins.interviews.services.routing import answer_routed_question, route_question
from plugins.interviews.testing import make_interview, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(on):
    return make_interview(on.shiqiao, stage="live", delay=30)


def ask(interview, code="one", text="何时通车？", **more):
    return ask_question(interview=interview, code=code, text=text, **more)


def state_of(row):
    row.refresh_from_db()
    return str(row.state)


def test_a_question_goes_all_the_way(live):
    question = ask(live, name="小石")
    pick_question(question=question, by=SYSTEM)
    put = put_question(question=question, by=SYSTEM)
    assert state_of(question) == "put"
    release_line(line=put, by=SYSTEM)
    guest = live.guests.get()
    answer = write_answer(interview=live, by=SYSTEM, guest=guest, text=" 十月通车。 ", question=question)
    assert (answer.text, answer.speaker, answer.state) == ("十月通车。", "嘉宾甲 某局局长", LineState.WAITING)
    assert state_of(question) == "answered"
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert release_due_lines(live.pk) == 1
        assert release_due_lines(live.pk) == 0
    assert list(Line.objects.public().values_list("kind", "position", "sequence")) == [
        ("question", 2, 2),
        ("answer", 3, 3),
    ]


def test_the_same_code_is_the_same_question(live):
    first = ask(live)
    again = ask(live, text="另一个问题")
    assert (first.pk, again.text) == (again.pk, "何时通车？")
    assert Question.objects.count() == 1


def test_no_name_is_kept_that_was_not_given(live):
    ask(live)
    assert QuestionSender.objects.count() == 0


@pytest.mark.parametrize("stage", ["draft", "ended"])
def test_questions_are_taken_from_announcement_to_end_only(on, stage):
    interview = make_interview(on.shiqiao, stage=stage)
    with pytest.raises(NotOpen):
        ask(interview)
    assert Question.objects.count() == 0


def test_refusing_takes_a_reason(live):
    question = ask(live)
    with pytest.raises(ValidationError, match=r"reason|理由"):
        reject_question(question=question, by=SYSTEM, reason="  ")
    reject_question(question=question, by=SYSTEM, reason="与主题无关")
    assert (state_of(question), question.reason) == ("rejected", "与主题无关")
    accept_question(question=question, by=SYSTEM)
    assert (state_of(question), question.reason) == ("accepted", "")


def test_merging_takes_along_what_was_merged_before(live):
    first, second, third = ask(live, "1"), ask(live, "2"), ask(live, "3")
    merge_question(question=first, into=second, by=SYSTEM)
    merge_question(question=second, into=third, by=SYSTEM)
    assert set(third.merged.values_list("pk", flat=True)) == {first.pk, second.pk}
    for into in (third, first):
        with pytest.raises(ValidationError):
            merge_question(question=third, into=into, by=SYSTEM)


def test_a_question_is_not_merged_across_interviews(live, on):
    other = make_interview(on.finance)
    with pytest.raises(ValidationError):
        merge_question(question=ask(live), into=ask(other, "2"), by=SYSTEM)


def test_only_one_of_two_hosts_puts_a_question(live):
    question = ask(live)
    copy = Question.objects.get(pk=question.pk)
    put_question(question=question, by=SYSTEM)
    with pytest.raises(ValidationError):
        put_question(question=copy, by=SYSTEM)
    assert Line.objects.count() == 1


def test_holding_back_discarding_and_giving_back(live):
    question = ask(live)
    pick_question(question=question, by=SYSTEM)
    line = put_question(question=question, by=SYSTEM)
    hold_line(line=line, by=SYSTEM)
    with time_machine.travel(timezone.now() + timedelta(seconds=60)):
        assert release_due_lines(live.pk) == 0
    discard_line(line=line, by=SYSTEM)
    assert (state_of(line), line.sequence, state_of(question)) == ("discarded", None, "picked")


def test_guests_lines_wait_for_the_host_where_they_are_held_back(on):
    interview = make_interview(on.shiqiao, stage="live", hold_back=True)
    line = write_answer(interview=interview, by=SYSTEM, guest=interview.guests.get(), text="欢迎提问。")
    assert line.state == LineState.HELD
    release_line(line=line, by=SYSTEM)
    assert state_of(line) == "public"
    with pytest.raises(ValidationError):
        hold_line(line=line, by=SYSTEM)


def test_a_correction_of_what_was_seen_is_marked_and_keeps_what_stood_there(on):
    interview = make_interview(on.shiqiao, stage="live")
    line = write_host_line(interview=interview, by=SYSTEM, text="九月通车。")
    correct_line(line=line, by=SYSTEM, text="十月通车。", reason="口误")
    line.refresh_from_db()
    assert (line.text, line.position, line.sequence) == ("十月通车。", 2, 3)
    assert line.corrected_at is not None
    assert list(line.corrections.values_list("text_before", "reason")) == [("九月通车。", "口误")]


def test_a_correction_before_it_is_seen_is_none(live):
    line = write_host_line(interview=live, by=SYSTEM, text="九月")
    correct_line(line=line, by=SYSTEM, text="十月")
    line.refresh_from_db()
    assert (line.text, line.corrected_at, line.corrections.count()) == ("十月", None, 0)


def test_a_withdrawn_line_keeps_its_place(on):
    interview = make_interview(on.shiqiao, stage="live")
    line = write_host_line(interview=interview, by=SYSTEM, text="说错了")
    withdraw_line(line=line, by=SYSTEM, reason="不实")
    line.refresh_from_db()
    assert (line.state, line.position, line.sequence) == ("withdrawn", 2, 3)


def test_nothing_is_said_before_or_after(on):
    for stage in ("announced", "ended"):
        interview = make_interview(on.shiqiao, stage=stage)
        with pytest.raises(ValidationError):
            write_host_line(interview=interview, by=SYSTEM, text="有人吗")
    assert Line.objects.count() == 0


def test_stages_go_one_way(on):
    interview = make_interview(on.shiqiao)
    with pytest.raises(ValidationError):
        end_interview(interview=interview, by=SYSTEM)
    begin_interview(interview=interview, by=SYSTEM)
    with pytest.raises(ValidationError):
        begin_interview(interview=interview, by=SYSTEM)
    end_interview(interview=interview, by=SYSTEM)
    assert (interview.stage, interview.stage_sequence) == ("ended", 2)


def test_an_interview_needs_a_guest(on):
    interview = make_interview(on.shiqiao, stage="draft")
    interview.guests.all().delete()
    with pytest.raises(ValidationError):
        announce_interview(interview=Interview.objects.get(pk=interview.pk), by=SYSTEM)


def test_what_is_public_is_not_deleted(on):
    interview = make_interview(on.shiqiao)
    with pytest.raises(ValidationError):
        delete_interview(interview=interview, by=SYSTEM)
    withdraw_interview(interview=interview, by=SYSTEM)
    delete_interview(interview=interview, by=SYSTEM)
    assert Interview.objects.count() == 0


def test_a_question_is_routed_answered_and_appended_once(on, mailoutbox, django_capture_on_commit_callbacks):
    interview = make_interview(on.shiqiao, stage="live")
    question = ask(interview)
    due = timezone.localdate() + timedelta(days=5)
    with pytest.raises(ValidationError):
        route_question(question=question, subsite=on.finance, due_on=due, by=SYSTEM)
    end_interview(interview=interview, by=SYSTEM)
    question = Question.objects.get(pk=question.pk)
    UserFactory(role="manager", role__subsite=on.finance, email="manager@finance.example")
    with django_capture_on_commit_callbacks(execute=True):
        routed = route_question(question=question, subsite=on.finance, due_on=due, by=SYSTEM)
    assert [mail.to for mail in mailoutbox] == [["manager@finance.example"]]
    assert state_of(question) == "routed"
    line = answer_routed_question(routed=routed, by=SYSTEM, text="已列入计划。")
    assert (line.kind, line.state, line.speaker, state_of(question)) == (
        "later",
        "public",
        "财政局",
        "answered",
    )
    with pytest.raises(ValidationError):
        answer_routed_question(routed=RoutedQuestion.objects.get(pk=routed.pk), by=SYSTEM, text="再答")
    assert Line.objects.filter(question=question).count() == 1


def test_a_question_goes_only_to_offices_that_take_some_and_to_a_day_to_come(on):
    interview = make_interview(on.shiqiao, stage="live")
    question = ask(interview)
    end_interview(interview=interview, by=SYSTEM)
    today = timezone.localdate()
    with pytest.raises(ValidationError):
        route_question(question=question, subsite=on.baijie, due_on=today, by=SYSTEM)
    with pytest.raises(ValidationError):
        route_question(question=question, subsite=on.finance, due_on=today - timedelta(days=1), by=SYSTEM)
    assert RoutedQuestion.objects.count() == 0


def test_each_service_asks_for_permission(on):
    interview = make_interview(on.shiqiao, stage="live")
    question = ask(interview)
    line = write_host_line(interview=interview, by=SYSTEM, text="开始")
    stranger = UserFactory(role="manager", role__subsite=on.finance)
    contributor = UserFactory(role="contributor", role__subsite=on.shiqiao)
    records = AuditRecord.objects.count()
    for by in (stranger, contributor):
        for act in (
            lambda by: accept_question(question=question, by=by),
            lambda by: reject_question(question=question, by=by, reason="x"),
            lambda by: pick_question(question=question, by=by),
            lambda by: put_question(question=question, by=by),
            lambda by: write_host_line(interview=interview, by=by, text="x"),
            lambda by: correct_line(line=line, by=by, text="x"),
            lambda by: withdraw_line(line=line, by=by),
            lambda by: end_interview(interview=interview, by=by),
            lambda by: withdraw_interview(interview=interview, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(by)
    with pytest.raises(PermissionDenied):
        write_answer(interview=interview, by=stranger, guest=interview.guests.get(), text="x")
    assert AuditRecord.objects.count() == records
    # Who may answer writes as a guest.
    write_answer(interview=interview, by=contributor, guest=interview.guests.get(), text="大家好")
    assert Line.objects.filter(written_by=contributor).count() == 1


def test_a_guest_of_another_interview_is_refused(on):
    one, other = make_interview(on.shiqiao, stage="live"), make_interview(on.shiqiao, stage="live")
    with pytest.raises(ValidationError):
        write_answer(interview=one, by=SYSTEM, guest=Guest.objects.get(interview=other), text="x")


def test_a_picture_in_the_live_text_is_the_office_s_own_and_said_in_words(on, settings, tmp_path, client):
    settings.MEDIA_ROOT = tmp_path
    interview = make_interview(on.shiqiao, stage="live")
    own, foreign = make_picture(on.shiqiao), make_picture(on.finance)
    for picture, words in ((foreign, "访谈现场"), (own, " ")):
        with pytest.raises(ValidationError):
            write_host_line(interview=interview, by=SYSTEM, picture=picture, picture_text=words)
    assert Line.objects.count() == 0
    write_host_line(interview=interview, by=SYSTEM, picture=own, picture_text="访谈现场")
    address = f"/-/interviews/{interview.slug}/"
    html = client.get(address, headers={"host": "shiqiao.localhost"}).content.decode()
    assert 'alt="访谈现场"' in html
    own.delete()
    html = client.get(address, headers={"host": "shiqiao.localhost"}).content.decode()
    assert 'alt="访谈现场"' not in html
