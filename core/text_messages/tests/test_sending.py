"""A message's way: asked for, sealed while it waits, handed over or given up, forgotten."""

import logging
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import IntegrityError, connections, transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.testing.working import QUEUED
from core.text_messages.models import State, TextMessage
from core.text_messages.querysets import state_of, states_of
from core.text_messages.services import (
    NotAvailable,
    forget_text_messages,
    is_available,
    send_text_message,
)
from core.text_messages.tasks import deliver

NUMBER, TEXT = "13800000000", "654321 是您的验证码。"
TEN = timedelta(minutes=10)


class Raising:
    """An operator's own gateway with a fault."""

    def send(self, *, number, text, key):
        raise RuntimeError(f"cannot reach {number}")


@pytest.fixture
def ask(db, django_capture_on_commit_callbacks):
    """Asks for a message in a transaction that is committed."""

    def send(good_for=TEN):
        with django_capture_on_commit_callbacks(execute=True):
            return send_text_message(number=NUMBER, text=TEXT, good_for=good_for)

    return send


def everything_kept() -> str:
    return str([*TextMessage.objects.values(), *DBTaskResult.objects.values()])


def test_it_is_handed_over_by_the_worker_and_nothing_remains(ask, worker, gateway, upstream, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    message = ask()
    assert (state_of(message), upstream.requests) == (State.WAITING, [])
    assert NUMBER not in everything_kept()
    assert "654321" not in everything_kept()

    worker()

    assert state_of(message) == State.SENT
    assert len(upstream.requests) == 1
    assert str(message) in upstream.requests[0]["body"]
    assert TextMessage.objects.get().sealed == ""
    assert NUMBER not in everything_kept() + caplog.text
    assert "654321" not in everything_kept() + caplog.text


def test_nothing_is_sent_for_what_was_rolled_back(
    db, gateway, upstream, django_capture_on_commit_callbacks
) -> None:
    def ask_and_fail():
        with transaction.atomic():
            send_text_message(number=NUMBER, text=TEXT, good_for=TEN)
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        ask_and_fail()

    assert (TextMessage.objects.count(), upstream.requests) == (0, [])


def test_it_is_tried_again_with_longer_pauses_and_given_up(ask, worker, gateway, upstream, caplog) -> None:
    upstream.mode("failing")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        message = ask()
        worker()
        tried = [len(upstream.requests)]
        for pause in (4, 1, 20, 60):
            clock.shift(timedelta(seconds=pause))
            worker()
            tried.append(len(upstream.requests))
        assert tried == [1, 1, 2, 3, 4]
        assert state_of(message) == State.FAILED
    assert len({asked["body"] for asked in upstream.requests}) == 1
    assert TextMessage.objects.get().sealed == ""
    assert f"text message {message} was not sent after 4 tries: status 503" in caplog.text
    assert NUMBER not in caplog.text


def test_a_gateway_that_comes_back_gets_it(ask, worker, gateway, upstream) -> None:
    upstream.mode("half")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        message = ask()
        worker()
        assert state_of(message) == State.WAITING
        upstream.mode("good")
        clock.shift(timedelta(seconds=5))
        worker()
        assert state_of(message) == State.SENT


def test_a_refusal_ends_it_at_once(ask, worker, gateway, upstream) -> None:
    upstream.answer("/send", {}, status=400)
    message = ask()

    worker()

    assert (state_of(message), len(upstream.requests)) == (State.FAILED, 1)
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


def test_what_is_no_good_any_more_is_not_sent(ask, worker, gateway, upstream) -> None:
    message = ask()
    with time_machine.travel(timezone.now() + TEN):
        assert state_of(message) == State.FAILED
        worker()
        assert (state_of(message), upstream.requests) == (State.FAILED, [])
    assert TextMessage.objects.get().state == State.FAILED


def test_no_try_reaches_beyond_what_it_is_good_for(ask, worker, gateway, upstream) -> None:
    upstream.mode("failing")

    message = ask(timedelta(seconds=4))
    worker()

    assert state_of(message) == State.FAILED


def test_a_task_that_runs_twice_sends_once(ask, worker, gateway, upstream) -> None:
    message = ask()
    assert deliver.call(str(message), 1) == "sent"
    assert deliver.call(str(message), 1) == "nothing"
    assert deliver.call(str(uuid.uuid4()), 1) == "nothing"
    assert len(upstream.requests) == 1


def test_where_tasks_run_at_once_there_is_one_try(ask, gateway, upstream) -> None:
    upstream.mode("failing")
    assert state_of(ask()) == State.FAILED
    upstream.mode("good")
    assert state_of(ask()) == State.SENT


def test_a_strangers_gateway_that_raises_says_nothing_of_the_number(ask, worker, settings, caplog) -> None:
    settings.TEXT_GATEWAY = {"CLASS": f"{__name__}.Raising"}
    message = ask()

    worker()

    assert state_of(message) == State.FAILED
    assert "RuntimeError" in caplog.text
    assert NUMBER not in caplog.text + everything_kept()


def test_without_a_gateway_or_with_another_key_it_fails(ask, worker, gateway, upstream, settings) -> None:
    gone, sealed = ask(), ask()
    with override_settings(TEXT_GATEWAY={}):
        assert deliver.call(str(gone), 1) == "failed"
        assert not is_available()
        with pytest.raises(NotAvailable):
            send_text_message(number=NUMBER, text=TEXT, good_for=TEN)
    settings.SECRET_KEY = "another one"
    assert deliver.call(str(sealed), 1) == "failed"
    assert upstream.requests == []


@pytest.mark.parametrize(
    ("number", "text"),
    [("12345", TEXT), ("1380000000０", TEXT), ("", TEXT), (NUMBER, " "), (NUMBER, "字" * 501)],
)
def test_what_can_not_be_a_message_is_refused(db, gateway, number, text) -> None:
    with pytest.raises(ValueError, match=r"digits|characters"):
        send_text_message(number=number, text=text, good_for=TEN)
    assert not TextMessage.objects.exists()


def test_it_is_forgotten_a_day_later_and_its_number_at_once(ask, worker, gateway) -> None:
    sent, lost = ask(), ask()
    deliver.call(str(sent), 1)
    later = timezone.now() + TEN

    assert forget_text_messages(later) == 0
    assert states_of([sent, lost]) == {sent: State.SENT, lost: State.FAILED}
    assert set(TextMessage.objects.values_list("sealed", flat=True)) == {""}
    assert forget_text_messages(later + timedelta(days=1)) == 2
    assert state_of(sent) is None


def test_the_database_keeps_no_number_of_what_is_over(db) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TextMessage.objects.create(state=State.SENT, sealed="x", good_until=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_once(gateway, upstream, settings) -> None:
    settings.TASKS = QUEUED
    message = str(send_text_message(number=NUMBER, text=TEXT, good_for=TEN))
    workers = 4
    barrier = Barrier(workers)

    def work(_number: int) -> str:
        try:
            barrier.wait(timeout=20)
            return deliver.call(message, 1)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        answers = list(pool.map(work, range(workers)))

    assert sorted(answers) == ["nothing"] * (workers - 1) + ["sent"]
    assert len(upstream.requests) == 1
