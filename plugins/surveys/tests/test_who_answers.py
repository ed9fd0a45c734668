"""Who may answer, how often, and from where."""

import re

from core.public_forms.proof_of_work import make_challenge
from core.testing.factories import UserFactory
from plugins.surveys.answering import views
from plugins.surveys.models import Draft, PendingResponse
from plugins.surveys.services.tokens import sheet_token
from plugins.surveys.tests.factories import make_survey, question
from plugins.surveys.tests.visiting import CODE, HOST, address, post, shown


def test_a_class_behind_one_address_does_not_use_up_each_other_s_keeping(on, client, monkeypatch):
    monkeypatch.setattr(views, "CHANGES", 2)
    monkeypatch.setattr(views, "_sheets_allowed", lambda request: 1)
    survey = make_survey(on.shiqiao, [question("Q1", "short_text")])

    def keep(pupil, rest="keep/"):
        data = {"code": f"bbbb-bbbb-bbbb-bbb{pupil}", "shown": "Q1", "a-Q1": "甲"}
        return post(client, survey, data, rest).status_code

    assert [keep(pupil) for pupil in (2, 3, 4)] == [200, 200, 200]
    assert [keep(pupil) for pupil in (2, 2, 2, 3)] == [200, 200, 429, 200]
    assert keep(5) == 429
    assert Draft.objects.count() == 3
    refused = post(client, survey, {"shown": "Q1", "a-Q1": "乙", "action": "next"})
    assert refused.status_code == 429
    assert 'value="乙"' in shown(refused)


def test_robots_are_asked_and_a_proof_serves_one_sheet(on, client):
    survey = make_survey(on.shiqiao, proof_wanted=True)
    data = {"shown": "Q1", "a-Q1": "1", "action": "send"}

    assert "problem" in post(client, survey, data).context
    assert not PendingResponse.objects.exists()
    challenge = make_challenge(sheet_token(survey, CODE))
    first, second = re.findall("[二三四五六七八九]", challenge.sum)
    numerals = "零一二三四五六七八九"
    data |= {
        "proof-salt": challenge.salt,
        "proof-answer": str(numerals.index(first) + numerals.index(second)),
    }
    assert post(client, survey, data | {"code": "bbbb-bbbb-bbbb-bbbb"}).status_code == 200
    assert post(client, survey, data).url == address(survey, "thanks/")
    assert PendingResponse.objects.count() == 1


def test_the_flood_from_one_address_is_stopped_and_nothing_is_lost(on, client, settings):
    survey = make_survey(on.shiqiao)
    data = {"shown": "Q1", "a-Q1": "1", "action": "send"}
    for number in range(60):
        post(client, survey, data | {"code": f"bbbb-bbbb-bbbb-bb{number // 10 + 2}{number % 8 + 2}"})

    answer = post(client, survey, data)

    assert answer.status_code == 429
    assert Draft.objects.get().answers == {"Q1": ["1"]}


def test_a_second_sheet_of_a_browser_is_marked_not_dropped(on, client):
    survey = make_survey(on.shiqiao)
    data = {"shown": "Q1", "a-Q1": "1", "action": "send"}

    post(client, survey, data)
    post(client, survey, data | {"code": "bbbb-bbbb-bbbb-bbbb"})

    assert sorted(PendingResponse.objects.values_list("marks", flat=True)) == [[], ["same_browser"]]


def test_an_account_takes_part_once(on, client):
    survey = make_survey(on.shiqiao, participation="account")
    data = {"shown": "Q1", "a-Q1": "1", "action": "send"}
    assert "next=" in client.get(address(survey), headers=HOST).context["sign_in_url"]
    assert post(client, survey, data).status_code == 200
    assert not PendingResponse.objects.exists()
    client.force_login(UserFactory())

    assert post(client, survey, data).url == address(survey, "thanks/")
    again = post(client, survey, data | {"code": "bbbb-bbbb-bbbb-bbbb"})

    assert again.context["refusal"] == "already"
    assert PendingResponse.objects.count() == 1
