"""What citizens see: pages, stream, questions, subtitles, search."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.access.actors import SYSTEM
from core.plugin_api import disable_plugin
from core.public_forms.proof_of_work import make_challenge
from core.search.services import rebuild_index
from plugins.interviews.models import Interview, Line, Question, QuestionSender
from plugins.interviews.services.interviews import begin_interview, end_interview, withdraw_interview
from plugins.interviews.services.lines import (
    correct_line,
    put_question,
    withdraw_line,
    write_answer,
    write_host_line,
)
from plugins.interviews.services.questions import ask_question, code_digest, merge_question, reject_question
from plugins.interviews.services.routing import answer_routed_question, route_question
from plugins.interviews.testing import make_interview

pytestmark = pytest.mark.django_db
HOST = {"host": "shiqiao.localhost"}
FINANCE = "/departments/finance"
CODE = "abcd-efgh-2345-6789"
NUMERALS = "零一二三四五六七八九"


@pytest.fixture
def live(on):
    return make_interview(on.shiqiao, stage="live")


def address(interview, end=""):
    return f"/-/interviews/{interview.slug}/{end}"


def page(client, interview, end="", **data):
    return client.get(address(interview, end), data, headers=HOST)


def events(client, interview, after=0):
    answer = page(client, interview, "stream/", form="json", after=after)
    assert answer.status_code == 200
    return answer.json()


def post_question(client, interview, **data):
    challenge = make_challenge(code_digest(CODE))
    total = sum(NUMERALS.index(letter) for letter in challenge.sum if letter in NUMERALS[1:])
    body = {
        "code": CODE,
        "text": "何时通车？",
        "proof-salt": challenge.salt,
        "proof-answer": str(total),
        **data,
    }
    return client.post(address(interview, "ask/"), body, headers=HOST)


def test_the_page_shows_all_so_far_and_where_to_go_on(client, live):
    write_host_line(interview=live, by=SYSTEM, text="<b>欢迎</b>")
    html = page(client, live).content.decode()
    assert "&lt;b&gt;欢迎&lt;/b&gt;" in html
    assert 'data-after="2"' in html
    assert f'data-live="{address(live, "stream/")}"' in html


def test_an_empty_question_is_asked_for_in_plain_words(client, live):
    answer = post_question(client, live, text=" ")
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"text": ["请填写您的提问。"]}


def test_who_asks_too_late_gets_the_question_back(client, live):
    end_interview(interview=live, by=SYSTEM)
    answer = post_question(client, live, text="何时<b>通车？")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "提问未提交：本次访谈已停止接受提问" in html
    assert "何时&lt;b&gt;通车？" in html
    assert not Question.objects.exists()
    assert page(client, live, "ask/").url == address(live)


def test_a_visitor_who_comes_back_misses_nothing_and_sees_nothing_twice(client, live):
    guest = live.guests.get()
    lines = [write_answer(interview=live, by=SYSTEM, guest=guest, text=f"第{n}句") for n in range(4)]
    correct_line(line=lines[0], by=SYSTEM, text="第零句")
    withdraw_line(line=lines[1], by=SYSTEM)
    told = events(client, live)
    assert [(event["id"], event["name"]) for event in told["events"]] == [
        (1, "stage"), (4, "line"), (5, "line"), (6, "line"), (7, "line"),
    ]  # fmt: skip
    assert told["last"] == 7
    positions = [json.loads(event["data"])["position"] for event in told["events"][1:]]
    assert positions == [4, 5, 2, 3]
    assert [event["id"] for event in events(client, live, after=5)["events"]] == [6, 7]
    assert events(client, live, after=7) == {"last": 7, "events": []}


def test_the_stream_goes_on_after_the_last_id(client, live):
    write_host_line(interview=live, by=SYSTEM, text="欢迎\n第二行")
    answer = client.get(address(live, "stream/"), headers={**HOST, "last-event-id": "1"})
    assert answer["Content-Type"] == "text/event-stream; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    blocks = answer.content.decode().strip().split("\n\n")
    assert blocks[0] == "retry: 500"
    assert blocks[1].startswith("id: 2\nevent: line\ndata: {")
    assert len(blocks) == 2


def test_lines_wait_for_their_delay(client, on):
    interview = make_interview(on.shiqiao, stage="live", delay=30)
    write_host_line(interview=interview, by=SYSTEM, text="先等等")
    assert "先等等" not in page(client, interview).content.decode()
    assert [event["name"] for event in events(client, interview)["events"]] == ["stage"]
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert [event["id"] for event in events(client, interview, after=1)["events"]] == [2]
        assert "先等等" in page(client, interview).content.decode()


@pytest.mark.parametrize("end", ["", "stream/", "ask/", "subtitles/"])
def test_what_is_withdrawn_or_off_is_gone(client, on, live, end):
    assert page(client, live, end).status_code == 200
    withdraw_interview(interview=live, by=SYSTEM)
    assert page(client, live, end).status_code == 404
    other = make_interview(on.shiqiao, stage="live")
    disable_plugin(subsite=on.shiqiao, slug="interviews", by=SYSTEM)
    assert page(client, other, end).status_code == 404


def test_another_office_does_not_show_it(client, on, live):
    portal = {"host": "localhost"}
    assert client.get(f"{FINANCE}{address(live)}", headers=portal).status_code == 404
    own = make_interview(on.finance)
    assert client.get(f"{FINANCE}{address(own)}", headers=portal).status_code == 200


def test_asking_without_javascript(client, live):
    assert page(client, live, "ask/").status_code == 200
    answer = post_question(client, live, name="小石")
    assert answer.status_code == 200
    assert CODE in answer.content.decode()
    assert post_question(client, live, text="又点了一次").status_code == 200
    question = Question.objects.get()
    assert (question.text, question.state, question.sender_name) == ("何时通车？", "waiting", "小石")


@pytest.mark.parametrize(("field", "value"), [("text", " "), ("proof-answer", "99"), ("text", "长" * 501)])
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, live, field, value):
    answer = post_question(client, live, **{"name": "小石", field: value})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'role="alert"' in html
    assert 'value="小石"' in html
    assert CODE in html
    assert (Question.objects.count(), QuestionSender.objects.count()) == (0, 0)


def test_floods_are_stopped(client, live, settings):
    from core.plugin_host.settings_store import save_settings
    from plugins.interviews.forms import InterviewsSettings

    form = InterviewsSettings({"questions_per_hour": 1, "days_to_answer": 7})
    save_settings(slug="interviews", subsite=live.subsite, form=form, by=SYSTEM)
    assert post_question(client, live).status_code == 200
    assert post_question(client, live).status_code == 429


def state_of(client, code=CODE, host=HOST, below=""):
    return client.post(f"{below}/-/interviews/question/", {"code": code}, headers=host)


def test_the_asker_sees_the_state_by_the_code(client, on, live):
    question = ask_question(interview=live, code=CODE, text="何时通车？")
    assert "待查看" in state_of(client).content.decode()
    assert state_of(client, "abcd-efgh-2345-6788").status_code == 422
    assert state_of(client, host={"host": "localhost"}, below=FINANCE).status_code == 422
    reject_question(question=question, by=SYSTEM, reason="与主题无关")
    assert "与主题无关" in state_of(client).content.decode()


def test_who_was_merged_sees_the_answer_too(client, live):
    mine = ask_question(interview=live, code=CODE, text="何时通车？")
    other = ask_question(interview=live, code="other", text="通车时间？")
    merge_question(question=mine, into=other, by=SYSTEM)
    put_question(question=other, by=SYSTEM)
    write_answer(interview=live, by=SYSTEM, guest=live.guests.get(), text="十月。", question=other)
    html = state_of(client).content.decode()
    line = Line.objects.get(kind="answer")
    assert f"{address(live)}#line-{line.pk}" in html


def test_answers_given_later_stand_below_the_transcript(client, on, live):
    question = ask_question(interview=live, code=CODE, text="路灯何时装？")
    end_interview(interview=live, by=SYSTEM)
    question.refresh_from_db()
    routed = route_question(
        question=question, subsite=on.finance, due_on=timezone.localdate() + timedelta(days=3), by=SYSTEM
    )
    assert "财政局" in state_of(client).content.decode()
    answer_routed_question(routed=routed, by=SYSTEM, text="下月安装。")
    html = page(client, live).content.decode()
    assert html.index("路灯何时装") < html.index("下月安装。")
    assert "data-live=" not in html


def test_subtitles(client, live):
    write_host_line(interview=live, by=SYSTEM, text="欢迎")
    answer = page(client, live, "subtitles/")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert "<v 主持人>欢迎" in answer.content.decode()
    announced = make_interview(live.subsite)
    assert page(client, announced, "subtitles/").status_code == 404


def test_search_finds_single_answers_and_links_to_them(client, on, live):
    question = ask_question(interview=live, code=CODE, text="医保缴费期限")
    put_question(question=question, by=SYSTEM)
    shown = write_answer(
        interview=live, by=SYSTEM, guest=live.guests.get(), text="十二月截止。", question=question
    )
    hidden = make_interview(on.shiqiao, stage="live", delay=30)
    write_answer(interview=hidden, by=SYSTEM, guest=hidden.guests.get(), text="医保尚未公开")
    gone = make_interview(on.shiqiao, stage="live")
    write_answer(interview=gone, by=SYSTEM, guest=gone.guests.get(), text="医保已撤下")
    withdraw_interview(interview=gone, by=SYSTEM)
    rebuild_index([Line])
    for words in ("医保", "截止"):
        html = client.get("/-/search/", {"q": words}, headers=HOST).content.decode()
        assert f"{address(live)}#line-{shown.pk}" in html, words
        assert "尚未公开" not in html
        assert "已撤下" not in html
    everywhere = client.get("/-/search/", {"q": "截止", "scope": "all"}, headers={"host": "localhost"})
    assert f"#line-{shown.pk}" in everywhere.content.decode()
    withdraw_line(line=shown, by=SYSTEM)
    assert "#line-" not in client.get("/-/search/", {"q": "截止"}, headers=HOST).content.decode()
    disable_plugin(subsite=on.shiqiao, slug="interviews", by=SYSTEM)


@pytest.mark.parametrize("lines", [1, 30])
def test_public_pages_stay_within_their_budget(client, live, lines):
    guest = live.guests.get()
    for number in range(lines):
        question = ask_question(interview=live, code=str(number), text="问", name="某人")
        put_question(question=question, by=SYSTEM)
        write_answer(interview=live, by=SYSTEM, guest=guest, text="答", question=question)
    for end in ("", "ask/", "stream/"):
        page(client, live, end)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert page(client, live, end).status_code == 200
        assert len(queries) <= 12, (end, len(queries))


def test_the_list_stays_within_its_budget(client, on):
    for number in range(25):
        make_interview(on.shiqiao, stage="announced" if number else "live")
    client.get("/-/interviews/", headers=HOST)
    with CaptureQueriesContext(connection) as queries:
        html = client.get("/-/interviews/", headers=HOST).content.decode()
    assert len(queries) <= 12
    assert html.count("interview-card__title") == 20
    first = Interview.objects.get(stage="live")
    assert html.index(address(first)) == min(
        html.index(address(each)) for each in Interview.objects.all() if address(each) in html
    )


def test_an_announced_interview_goes_live_in_the_stream(client, on):
    interview = make_interview(on.shiqiao)
    assert events(client, interview) == {"last": 0, "events": []}
    begin_interview(interview=interview, by=SYSTEM)
    assert events(client, interview)["events"] == [{"id": 1, "name": "stage", "data": '{"stage": "live"}'}]
