"""The desks and the screens around them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.access.actors import SYSTEM
from core.audit.models import AuditRecord
from core.testing.factories import UserFactory
from plugins.interviews.models import Interview, Line, Question, RoutedQuestion
from plugins.interviews.services.interviews import end_interview
from plugins.interviews.services.questions import ask_question
from plugins.interviews.services.routing import route_question
from plugins.interviews.testing import make_interview

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def live(on):
    return make_interview(on.shiqiao, stage="live")


@pytest.fixture
def manager(on, client):
    person = UserFactory(role="manager", role__subsite=on.shiqiao)
    client.force_login(person)
    return person


@pytest.fixture
def contributor(on, client):
    person = UserFactory(role="contributor", role__subsite=on.shiqiao)
    client.force_login(person)
    return person


def screen(name, *args):
    return reverse(f"interviews_interview:{name}", args=args)


def answering(name, *args):
    return reverse(f"interviews_answering:{name}", args=args)


def test_an_interview_is_made_with_its_guests(on, client, manager):
    answer = client.post(
        screen("add"),
        {
            "subsite": on.shiqiao.pk, "title": "春耕备耕", "introduction": "", "host_name": "小石",
            "starts_at": "2026-12-01 10:00", "takes_questions": "on", "delay": "30", "slug": "",
            "guests-TOTAL_FORMS": "1", "guests-INITIAL_FORMS": "0", "guests-MIN_NUM_FORMS": "0",
            "guests-MAX_NUM_FORMS": "1000", "guests-0-name": "嘉宾", "guests-0-office": "镇农业办",
            "guests-0-ORDER": "1",
        },
    )  # fmt: skip
    interview = Interview.objects.get()
    assert answer.url == screen("state", interview.pk)
    assert (interview.slug, interview.created_by, interview.stage) == ("chun-geng-bei-geng", manager, "draft")
    assert list(interview.guests.values_list("name", "office")) == [("嘉宾", "镇农业办")]
    client.post(screen("state", interview.pk), {"act": "announce"})
    interview.refresh_from_db()
    assert (interview.stage, interview.is_public) == ("announced", True)


def test_the_desk_does_what_a_button_says_with_and_without_a_script(client, live, manager):
    question = ask_question(interview=live, code="1", text="问", name="某人")
    desk = screen("desk", live.pk)
    assert client.get(desk).status_code == 200
    assert AuditRecord.objects.filter(category="view").count() == 1
    assert client.post(desk, {"act": "put", "question": question.pk}).url == desk
    told = client.post(desk, {"act": "put", "question": question.pk}, headers=JSON)
    assert told.status_code == 422
    assert len(told.json()["problems"]) == 1
    told = client.post(desk, {"act": "say", "text": "欢迎"}, headers=JSON)
    assert (told.status_code, told.json()) == (200, {"problems": []})
    guest = live.guests.get()
    data = {"act": "answer", "question": question.pk, "guest": guest.pk, "text": "答"}
    assert client.post(desk, data, headers=JSON).status_code == 200
    assert list(Line.objects.order_by("pk").values_list("kind", flat=True)) == ["question", "host", "answer"]
    board = client.get(screen("board", live.pk)).content.decode()
    assert "欢迎" in board
    assert "<html" not in board


@pytest.mark.parametrize(
    "data", [{}, {"act": "nonsense"}, {"act": "hold", "line": "999"}, {"act": "hold", "line": "９"}]
)
def test_what_the_desk_does_not_know_is_not_found(client, live, manager, data):
    assert client.post(screen("desk", live.pk), data).status_code == 404
    assert Line.objects.count() == 0


@pytest.mark.parametrize(
    "data", [{"act": "put", "question": "x"}, {"act": "answer", "guest": ""}, {"act": "picture"}]
)
def test_what_is_missing_is_told(client, live, manager, data):
    told = client.post(screen("desk", live.pk), data, headers=JSON)
    assert told.status_code == 422
    assert told.json()["problems"] != []
    assert Line.objects.count() == 0


def test_a_question_of_another_interview_is_not_touched(client, on, live, manager):
    other = ask_question(interview=make_interview(on.finance), code="1", text="问")
    for act in ("accept", "pick", "put", "reject"):
        data = {"act": act, "question": other.pk, "reason": "x"}
        assert client.post(screen("desk", live.pk), data, headers=JSON).status_code == 422
    assert Question.objects.get(pk=other.pk).state == "waiting"


def test_the_queue_pages_filters_and_decides(client, live, manager, django_assert_max_num_queries):
    for number in range(25):
        ask_question(interview=live, code=str(number), text=f"第{number}问", name="某人")
    address = screen("questions", live.pk)
    client.get(address)
    with django_assert_max_num_queries(60):
        page = client.get(address)
    assert len(page.context["page_obj"].object_list) == 20
    first = Question.objects.earliest("pk")
    client.post(address, {"act": "reject", "question": first.pk, "reason": "重复"})
    first.refresh_from_db()
    assert (first.state, first.reason) == ("rejected", "重复")
    assert [each.pk for each in client.get(address, {"state": "rejected"}).context["page_obj"]] == [first.pk]
    assert client.post(address, {"act": "put", "question": first.pk}).status_code == 404


def test_a_guest_answers_at_their_desk_and_nowhere_else(client, live, contributor):
    guest = live.guests.get()
    assert client.get(answering("index")).status_code == 200
    assert client.get(answering("guest", guest.pk)).status_code == 200
    assert client.get(answering("guest_board", guest.pk)).status_code == 200
    assert client.post(answering("guest", guest.pk), {"text": "大家好"}, headers=JSON).status_code == 200
    assert list(Line.objects.values_list("kind", "written_by")) == [("answer", contributor.pk)]
    assert client.get(screen("desk", live.pk)).status_code == 404
    assert client.get(screen("index")).status_code == 404


def test_another_office_s_desks_are_not_there(client, on, live):
    client.force_login(UserFactory(role="manager", role__subsite=on.finance))
    guest = live.guests.get()
    for address in (
        screen("desk", live.pk),
        screen("board", live.pk),
        screen("questions", live.pk),
        screen("after", live.pk),
        screen("state", live.pk),
        answering("guest", guest.pk),
        answering("guest_board", guest.pk),
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"act": "end", "text": "x"}).status_code in {404, 405}, address
    live.refresh_from_db()
    assert (live.stage, Line.objects.count()) == ("live", 0)


def test_passing_on_from_the_screen(client, on, live, manager):
    question = ask_question(interview=live, code="1", text="问")
    address = screen("after", live.pk)
    assert client.get(address).status_code == 200
    end_interview(interview=live, by=SYSTEM)
    due = timezone.localdate() + timedelta(days=3)
    data = {"question": question.pk, "office": on.finance.pk, "due_on": due.isoformat(), "note": "请答"}
    assert client.post(address, {**data, "due_on": "2020-01-01"}).status_code == 422
    assert client.post(address, {**data, "office": on.baijie.pk}).status_code == 422
    assert RoutedQuestion.objects.count() == 0
    assert client.post(address, data).url == address
    routed = RoutedQuestion.objects.get()
    assert (routed.subsite_id, routed.due_on, routed.note) == (on.finance.pk, due, "请答")


@pytest.mark.parametrize("name", ["desk", "state"])
def test_ending_takes_two_steps_and_says_what_it_means(client, live, manager, name):
    html = client.get(screen(name, live.pk)).content.decode()
    before, after = html.split("<summary>结束访谈…</summary>")
    assert 'value="end"' not in before
    assert "也不能重新开始" in after
    assert after.count('value="end"') == 1
    client.post(screen(name, live.pk), {"act": "end"})
    live.refresh_from_db()
    assert live.stage == "ended"


def test_the_office_that_was_asked_answers(client, on, live):
    question = ask_question(interview=live, code="1", text="问")
    end_interview(interview=live, by=SYSTEM)
    question.refresh_from_db()
    routed = route_question(question=question, subsite=on.finance, due_on=timezone.localdate(), by=SYSTEM)
    address = answering("routed", routed.pk)
    client.force_login(UserFactory(role="contributor", role__subsite=on.shiqiao))
    assert client.post(address, {"text": "不是我"}).status_code == 404
    client.force_login(UserFactory(role="contributor", role__subsite=on.finance))
    assert "问" in client.get(answering("index")).content.decode()
    assert client.post(address, {"text": " "}).status_code == 422
    assert client.post(address, {"text": "已安排"}).url == answering("index")
    assert client.post(address, {"text": "再答"}).status_code == 422
    assert list(Line.objects.values_list("kind", "text", "state")) == [("later", "已安排", "public")]
