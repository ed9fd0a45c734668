"""A survey with one answer for each mobile number: the number, the code, and what the page says of the message."""

import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.utils import timezone

from core.testing.working import QUEUED, work_off
from plugins.surveys.answering.phone import ATTEMPTS, SENDINGS, TooMany, send_code
from plugins.surveys.answering.telephone_views import PER_HOUR
from plugins.surveys.models import Participation, PhoneCheck, QuotaCount, Survey
from plugins.surveys.tests.factories import make_survey
from plugins.surveys.tests.visiting import HOST, address, post, shown

NUMBER = "13800000000"
ON_ITS_WAY, HANDED_OVER = "验证码短信正在发送", "验证码短信已发出"
FAILED, WRONG, TOO_MANY = "发往该号码的短信未能发出", "验证码错误或已失效", "该号码尝试次数过多"


@pytest.fixture
def gateway(upstream, settings):
    """Messages go to another process, by tasks that wait for `work_off`. Returns it."""
    settings.TASKS = QUEUED
    settings.TEXT_GATEWAY = {
        "CLASS": "core.text_messages.gateways.over_http.HTTPGateway",
        "OPTIONS": {
            "url": upstream.answer("/send", {}),
            "body": {"to": "{number}", "text": "{text}"},
            "seconds": 0.5,
        },
    }
    return upstream


@pytest.fixture
def survey(on):
    return make_survey(on.shiqiao, participation="phone")


@pytest.fixture
def visitor(client, survey, django_capture_on_commit_callbacks):
    """Talks to the page for the number of one survey, each request committed by itself."""

    class Visitor:
        url = address(survey, "telephone/")

        def look(self):
            return client.get(self.url, headers=HOST)

        def send(self, **data):
            with django_capture_on_commit_callbacks(execute=True):
                return client.post(self.url, {"number": NUMBER, **data}, headers=HOST)

    return Visitor()


def codes(gateway) -> list[str]:
    """The codes that arrived, in their order."""
    texts = [json.loads(asked["body"])["text"] for asked in gateway.requests]
    return [re.search(r"\d{6}", text)[0] for text in texts]


def wrong_for(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def test_a_telephone_number_takes_part_once(survey, client, visitor, gateway, caplog):
    caplog.set_level(logging.DEBUG)
    assert client.get(address(survey), headers=HOST).url == visitor.url
    asked = visitor.send(number="138 0000 0000")
    assert (asked.status_code, asked.url) == (302, visitor.url)
    assert ON_ITS_WAY in shown(visitor.look())
    assert gateway.requests == []
    work_off()
    assert HANDED_OVER in shown(visitor.look())
    [sent] = gateway.requests
    [code] = codes(gateway)
    assert json.loads(sent["body"]) == {
        "to": NUMBER,
        "text": f"您参与“{survey.title}”的验证码为 {code}，10 分钟内有效。",
    }

    wrong = visitor.send(code=wrong_for(code))
    assert (wrong.status_code, WRONG in shown(wrong), HANDED_OVER in shown(wrong)) == (200, True, True)
    assert f'value="{NUMBER}"' in shown(wrong)
    right = visitor.send(code=code)
    assert right.url == address(survey)
    assert f"survey-{survey.pk}-number" not in {name for name, value in client.cookies.items() if value.value}
    answer = post(client, survey, {"shown": "Q1", "a-Q1": "1", "action": "send"})

    assert answer.url == address(survey, "thanks/")
    assert client.get(address(survey), headers=HOST).context["refusal"] == "already"
    assert not PhoneCheck.objects.exists()
    assert NUMBER not in str(list(Participation.objects.values()))
    assert NUMBER not in caplog.text
    assert code not in caplog.text


@pytest.mark.parametrize("number", ["12345", "0818-5550123", "", "1380000٠٠٠٠"])
def test_what_is_no_mobile_number_is_given_back(visitor, gateway, number):
    answer = visitor.send(number=number)

    assert answer.status_code == 200
    assert "请填写 11 位手机号码。" in shown(answer)
    assert f'value="{number.replace("-", "")}"' in shown(answer)
    assert not PhoneCheck.objects.exists()


def test_without_a_gateway_the_page_says_so(visitor):
    page = visitor.look()

    assert "目前无法发送短信" in shown(page)
    assert "<form" not in shown(page).partition("<main")[2].partition("</main")[0]
    assert visitor.send().status_code == 200
    assert not PhoneCheck.objects.exists()


def test_where_all_places_are_taken_no_code_is_sent(survey, visitor, gateway):
    Survey.objects.filter(pk=survey.pk).update(quota=1)
    QuotaCount.objects.create(survey=survey, name="", taken=1)

    for page in (visitor.look(), visitor.send()):
        assert (page.status_code, "本次调查名额已满" in shown(page)) == (200, True)
    assert not PhoneCheck.objects.exists()


def test_to_look_again_sends_nothing_again(visitor, gateway):
    visitor.send()
    for _time in range(3):
        visitor.look()
    work_off()

    assert len(gateway.requests) == 1


def test_a_refused_message_is_told_and_does_not_count(visitor, gateway):
    gateway.answer("/send", {}, status=400)
    for _time in range(SENDINGS + 1):
        assert visitor.send().status_code == 302
        work_off()
        page = shown(visitor.look())
        assert FAILED in page
        assert f'value="{NUMBER}"' in page
        assert 'name="code"' not in page
    gateway.answer("/send", {})

    for _time in range(SENDINGS):
        assert visitor.send().status_code == 302
        work_off()
    assert HANDED_OVER in shown(visitor.look())
    refused = visitor.send()

    assert (refused.status_code, TOO_MANY in shown(refused)) == (200, True)
    assert len(gateway.requests) == 2 * SENDINGS + 1


def test_whoever_enters_a_code_hears_that_its_message_failed(visitor, gateway):
    gateway.answer("/send", {}, status=400)
    visitor.send()
    work_off()

    page = shown(visitor.send(code="123456"))

    assert FAILED in page
    assert WRONG not in page


def test_a_code_whose_answer_was_lost_is_good_all_the_same(survey, visitor, gateway):
    gateway.answer("/send", {"taken": "x" * 200}, mode="half")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        visitor.send()
        for _try in range(4):
            work_off()
            clock.shift(timedelta(seconds=60))
        assert FAILED in shown(visitor.look())
        assert len(set(codes(gateway))) == 1
        assert visitor.send(code=codes(gateway)[0]).url == address(survey)


def test_a_stranger_does_not_learn_what_became_of_a_message(visitor, gateway):
    gateway.answer("/send", {}, status=400)
    visitor.send()
    work_off()

    stranger = Client().post(visitor.url, {"number": NUMBER, "code": "123456"}, headers=HOST)
    nobody = Client().post(visitor.url, {"number": "13900000000", "code": "123456"}, headers=HOST)

    assert WRONG in shown(stranger)
    assert FAILED not in shown(stranger)
    assert [ON_ITS_WAY in shown(page) or HANDED_OVER in shown(page) for page in (stranger, nobody)] == [
        False
    ] * 2


def test_a_new_code_takes_the_place_of_the_old_one(survey, visitor, gateway):
    visitor.send()
    visitor.send(again="1", code="")
    work_off()
    first, second = codes(gateway)

    assert first == second or WRONG in shown(visitor.send(code=first))
    assert visitor.send(code=second).url == address(survey)


def test_another_number_can_be_taken(visitor, gateway):
    visitor.send()

    assert visitor.send(other="1", code="").url == visitor.url
    assert NUMBER not in shown(visitor.look())


def test_a_code_by_telephone_can_not_be_tried_out(visitor, gateway):
    visitor.send()
    work_off()
    [code] = codes(gateway)
    for _time in range(ATTEMPTS):
        assert WRONG in shown(visitor.send(code=wrong_for(code)))

    answer = visitor.send(code=code)

    assert (answer.status_code, TOO_MANY in shown(answer)) == (200, True)


def test_a_code_is_good_for_ten_minutes(visitor, gateway):
    visitor.send()
    work_off()
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        assert WRONG in shown(visitor.send(code=codes(gateway)[0]))


def test_one_network_address_has_a_limit(visitor, gateway):
    for number in range(PER_HOUR):
        assert visitor.send(number=f"138000000{number:02}").status_code == 302

    assert TOO_MANY in shown(visitor.send())


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_make_two_codes_and_no_more_than_three(on, gateway):
    survey = make_survey(on.shiqiao, participation="phone")
    together = SENDINGS + 3
    barrier = Barrier(together)

    def ask(_number) -> str:
        try:
            barrier.wait(timeout=20)
            send_code(survey=survey, number=NUMBER)
        except TooMany:
            return "too many"
        else:
            return "sent"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(together) as pool:
        answers = list(pool.map(ask, range(together)))

    assert sorted(answers) == ["sent"] * SENDINGS + ["too many"] * 3
    assert (PhoneCheck.objects.get().sent, len(PhoneCheck.objects.get().messages)) == (SENDINGS, SENDINGS)
    work_off()
    assert len(codes(gateway)) == SENDINGS
    cache.clear()
    good = [Client().post(address(survey, "telephone/"), {"number": NUMBER, "code": code}, headers=HOST)
            for code in dict.fromkeys(codes(gateway))]  # fmt: skip
    assert [answer.status_code for answer in good].count(302) == 1
