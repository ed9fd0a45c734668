"""What is kept how long, about whom, what runs on a rhythm, and the review chain."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.access.actors import SYSTEM
from core.tenancy.table import subsite_table
from core.testing.factories import UserFactory
from plugins.interviews.background import overdue_questions, release_lines
from plugins.interviews.clearing import content
from plugins.interviews.keeping import erase_person, expired_names, expired_questions, export_person
from plugins.interviews.models import Line, Question, QuestionSender, RoutedQuestion
from plugins.interviews.services.interviews import end_interview
from plugins.interviews.services.lines import correct_line, write_host_line
from plugins.interviews.services.questions import accept_question, ask_question, reject_question
from plugins.interviews.services.routing import route_question
from plugins.interviews.testing import make_interview

pytestmark = pytest.mark.django_db


def test_names_go_before_their_questions(on):
    interview = make_interview(on.shiqiao)
    question = ask_question(interview=interview, code="1", text="问", name="小石")
    QuestionSender.objects.update(received_on=timezone.localdate() - timedelta(days=366))
    assert expired_names(timezone.now() - timedelta(days=367)).count() == 0
    assert expired_names(timezone.now() - timedelta(days=365)).delete()[0] == 1
    assert Question.objects.get(pk=question.pk).sender_name == ""


def test_only_questions_that_were_never_public_go(on):
    interview = make_interview(on.shiqiao)
    kept, refused = (ask_question(interview=interview, code=str(n), text="问") for n in range(2))
    accept_question(question=kept, by=SYSTEM)
    reject_question(question=refused, by=SYSTEM, reason="无关")
    later = timezone.now() + timedelta(days=1)
    assert list(expired_questions(later)) == [refused]
    assert list(expired_questions(timezone.now() - timedelta(days=1))) == []


def test_a_person_of_staff_is_exported_and_erased(on):
    person = UserFactory(role="manager", role__subsite=on.shiqiao)
    interview = make_interview(on.shiqiao, stage="live")
    line = write_host_line(interview=interview, by=person, text="欢迎")
    correct_line(line=line, by=person, text="欢迎收看")
    exported = list(export_person(person))
    assert [next(iter(each)) for each in exported] == ["wrote", "corrected"]
    assert erase_person(person) == 2
    assert list(export_person(person)) == []
    assert Line.objects.get().text == "欢迎收看"


def test_lines_are_released_where_nobody_follows(on):
    interview = make_interview(on.shiqiao, stage="live", delay=30)
    write_host_line(interview=interview, by=SYSTEM, text="一")
    entry = subsite_table().by_id[on.shiqiao.pk]
    assert release_lines(entry) == 0
    Line.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert release_lines(entry) == 1
    assert Line.objects.get().state == "public"


def test_overdue_questions_are_counted_at_the_office_that_answers(on):
    finance = subsite_table().by_id[on.finance.pk]
    assert overdue_questions(finance) is None
    interview = make_interview(on.shiqiao, stage="live")
    question = ask_question(interview=interview, code="1", text="问")
    end_interview(interview=interview, by=SYSTEM)
    question.refresh_from_db()
    route_question(question=question, subsite=on.finance, due_on=timezone.localdate(), by=SYSTEM)
    assert overdue_questions(finance) == 0
    RoutedQuestion.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert overdue_questions(finance) == 1
    assert overdue_questions(subsite_table().by_id[on.shiqiao.pk]) is None


def test_the_review_chain_reads_what_the_public_reads(on):
    interview = make_interview(on.shiqiao)
    said = content(interview)
    assert said["title"] == interview.title
    guest = interview.guests.get()
    assert said["guests"] == f'[[{guest.pk},"嘉宾甲","某局局长",null]]'
    interview.delay = 300
    assert content(interview) == said
