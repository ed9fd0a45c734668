"""Many at the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from core.access.actors import SYSTEM
from plugins.interviews.live import read_events
from plugins.interviews.models import Line, Question
from plugins.interviews.services.lines import put_question, write_host_line
from plugins.interviews.services.questions import ask_question, pick_question
from plugins.interviews.testing import make_interview

pytestmark = pytest.mark.django_db(transaction=True)


def together[R](*works: Callable[[], R]) -> list[R]:
    """Run each in a thread, and so on a connection, of its own, all starting at once."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], R]) -> R:
        try:
            barrier.wait(timeout=20)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_a_question_that_is_sent_twice_at_once_is_one(on):
    interview = make_interview(on.shiqiao, stage="live")
    keys = together(*[lambda: ask_question(interview=interview, code="x", text="问").pk for _n in range(6)])
    assert len(set(keys)) == 1
    assert Question.objects.count() == 1


def test_a_question_is_put_by_one_host_only(on):
    interview = make_interview(on.shiqiao, stage="live")
    question = ask_question(interview=interview, code="x", text="问")
    pick_question(question=question, by=SYSTEM)

    def put() -> bool:
        try:
            put_question(question=Question.objects.get(pk=question.pk), by=SYSTEM)
        except ValidationError:
            return False
        return True

    assert sorted(together(*[put] * 5)) == [False] * 4 + [True]
    assert Line.objects.count() == 1


def test_who_follows_while_many_write_sees_every_line_once_and_in_order(on):
    interview = make_interview(on.shiqiao, stage="live")
    done = Event()
    writers = 4

    def write(writer: int) -> list[int]:
        try:
            for number in range(10):
                write_host_line(interview=interview, by=SYSTEM, text=f"{writer}-{number}")
        finally:
            if writer == 0:
                done.set()
        return []

    def follow() -> list[int]:
        seen: list[int] = []
        after = 1
        while len(seen) < writers * 10:
            for event in read_events(interview.pk, after, "zh-hans"):
                seen.append(event.id)
                after = event.id
        return seen

    *_written, seen, others = together(*[lambda w=w: write(w) for w in range(writers)], follow, follow)
    assert done.is_set()
    assert seen == others == list(range(2, 2 + writers * 10))
