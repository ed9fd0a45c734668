"""Answering a survey through the public addresses, without JavaScript."""

import pytest

from core.access.actors import SYSTEM
from plugins.surveys.models import Draft, KeptFile, Participation, PendingResponse
from plugins.surveys.services.publishing import publish_survey
from plugins.surveys.services.surveys import create_survey, end_survey
from plugins.surveys.tests.factories import definition, make_survey, options, question
from plugins.surveys.tests.visiting import CODE, HOST, address, post, shown


def test_one_question_is_answered(on, client):
    survey = make_survey(on.shiqiao)

    page = client.get(address(survey), headers=HOST)
    assert page.status_code == 200
    assert "问题 Q1" in shown(page)
    answer = post(client, survey, {"shown": "Q1", "a-Q1": "2", "action": "send"})

    assert answer.status_code == 302
    assert answer.url == address(survey, "thanks/")
    sheet = PendingResponse.objects.get()
    assert (sheet.survey, sheet.answers, sheet.marks) == (survey, {"Q1": ["2"]}, [])
    assert client.get(answer.url, headers=HOST).status_code == 200


def test_a_sheet_is_taken_once_however_often_it_is_sent(on, client):
    survey = make_survey(on.shiqiao)
    data = {"shown": "Q1", "a-Q1": "2", "action": "send"}

    for _time in range(3):
        assert post(client, survey, data).url == address(survey, "thanks/")

    assert PendingResponse.objects.count() == 1
    assert Participation.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_is_kept(on, client):
    survey = make_survey(on.shiqiao, [question("Q1", required=True), question("Q2", "short_text")])

    answer = post(client, survey, {"shown": ["Q1", "Q2"], "a-Q2": "修桥", "action": "send"})

    assert answer.status_code == 200
    assert answer.context["messages_of_fields"] == [("a-Q1-1", "请选择一项。")]
    assert 'value="修桥"' in shown(answer)
    assert not PendingResponse.objects.exists()


def test_what_is_wrong_is_said_with_its_question(on, client):
    survey = make_survey(on.shiqiao, [question("Q1", required=True, text="您怎么来？")])

    answer = post(client, survey, {"shown": "Q1", "action": "send"})

    assert '<a href="#a-Q1-1">1. <span>您怎么来？</span> 请选择一项。</a>' in shown(answer)


def test_a_date_has_a_field_for_dates_unless_something_else_was_typed(on, client):
    survey = make_survey(on.shiqiao, [question("Q1", "date")])

    field = shown(client.get(address(survey), headers=HOST)).split('type="date"')[1].split(">")[0]
    assert "maxlength" not in field  # no valid HTML beside a field for dates
    wrong = shown(post(client, survey, {"shown": "Q1", "a-Q1": "昨天", "action": "send"}))

    assert 'type="date"' not in wrong
    assert 'value="昨天"' in wrong


def test_bounds_are_said_before_the_answer(on, client):
    survey = make_survey(on.shiqiao, [question("Q1", "multiple", most="1")])

    assert "（最多选 1 项）" in shown(client.get(address(survey), headers=HOST))


def test_a_wrong_answer_is_shown_as_it_was_typed(on, client):
    survey = make_survey(on.shiqiao, [question("Q1", "number")])

    answer = post(client, survey, {"shown": "Q1", "a-Q1": "许多", "action": "send"})

    assert 'value="许多"' in shown(answer)
    assert 'aria-invalid="true"' in shown(answer)


def test_conditions_bring_a_question_up_without_scripts(on, client):
    condition = {"conditions": [{"question": "Q1", "operator": "is_any", "values": ["2"]}]}
    survey = make_survey(on.shiqiao, [question("Q1"), question("Q2", "short_text", shown_if=condition)])

    first = post(client, survey, {"shown": "Q1", "a-Q1": "2", "action": "send"})
    assert [field.question.code for field in first.context["new"]] == ["Q2"]
    assert not PendingResponse.objects.exists()
    post(client, survey, {"shown": ["Q1", "Q2"], "a-Q1": "2", "a-Q2": "路", "action": "send"})

    assert PendingResponse.objects.get().answers == {"Q1": ["2"], "Q2": "路"}


@pytest.mark.parametrize("of", ["section", "question"])
def test_a_part_that_the_last_answer_brings_up_is_shown_before_anything_is_sent(on, client, of):
    condition = {"conditions": [{"question": "Q1", "operator": "is_any", "values": ["2"]}]}
    asked = question("Q2", "short_text", **({"shown_if": condition} if of == "question" else {}))
    data = definition([question("Q1")], [asked])
    if of == "section":
        data["sections"][1]["shown_if"] = condition
    survey = create_survey(subsite=on.shiqiao, by=SYSTEM, title="出行", definition=data, proof_wanted=False)
    publish_survey(survey=survey, by=SYSTEM)

    assert 'value="send"' in shown(client.get(address(survey), headers=HOST))
    further = post(client, survey, {"shown": "Q1", "a-Q1": "2", "action": "send"})
    assert further.url == f"{address(survey)}?part=2"
    assert not PendingResponse.objects.exists()
    assert "问题 Q2" in shown(client.get(further.url, headers=HOST))
    post(client, survey, {"part": "2", "shown": "Q2", "a-Q2": "路", "action": "send"})
    assert PendingResponse.objects.get().answers == {"Q1": ["2"], "Q2": "路"}


def test_answers_to_hidden_questions_are_dropped(on, client):
    condition = {"conditions": [{"question": "Q1", "operator": "is_any", "values": ["2"]}]}
    survey = make_survey(on.shiqiao, [question("Q1"), question("Q2", "short_text", shown_if=condition)])

    post(client, survey, {"shown": ["Q1", "Q2"], "a-Q1": "1", "a-Q2": "路", "action": "send"})

    assert PendingResponse.objects.get().answers == {"Q1": ["1"]}


def test_a_way_through_sections_back_and_on(on, client):
    survey = make_survey(on.shiqiao, [question("Q1")], [question("Q2", "short_text")])

    answer = post(client, survey, {"shown": "Q1", "a-Q1": "1", "action": "next"})
    assert answer.url == f"{address(survey)}?part=2"
    second = client.get(answer.url, headers=HOST)
    assert [field.question.code for field in second.context["fields"]] == ["Q2"]
    back = post(client, survey, {"part": "2", "shown": "Q2", "a-Q2": "甲", "action": "back"})
    assert back.url == f"{address(survey)}?part=1"
    assert "checked" in shown(client.get(back.url, headers=HOST))
    end = post(client, survey, {"part": "2", "shown": "Q2", "a-Q2": "乙", "action": "send"})

    assert end.url == address(survey, "thanks/")
    assert PendingResponse.objects.get().answers == {"Q1": ["1"], "Q2": "乙"}
    assert not Draft.objects.exists()


def test_sending_leads_back_to_the_part_that_lacks_an_answer(on, client):
    survey = make_survey(on.shiqiao, [question("Q1", required=True)], [question("Q2", "short_text")])

    answer = post(client, survey, {"part": "2", "shown": "Q2", "a-Q2": "乙", "action": "send"})

    assert answer.context["part"] == 1
    assert answer.context["messages_of_fields"] == [("a-Q1-1", "请选择一项。")]
    assert Draft.objects.get().answers == {"Q2": "乙"}


def test_a_draft_is_found_by_its_code_on_another_browser(on, client, django_user_model):
    survey = make_survey(on.shiqiao, [question("Q1", "short_text")])
    kept = post(client, survey, {"shown": "Q1", "a-Q1": "修桥", "action": "save"})
    assert CODE in shown(kept)
    other = type(client)()

    assert "修桥" not in shown(other.get(address(survey), headers=HOST))
    wrong = other.post(address(survey, "continue/"), {"code": "nothing"}, headers=HOST)
    assert wrong.status_code == 200
    assert 'value="nothing"' in shown(wrong)
    found = other.post(address(survey, "continue/"), {"code": CODE.upper().replace("-", " ")}, headers=HOST)

    assert found.url == address(survey)
    assert 'value="修桥"' in shown(other.get(found.url, headers=HOST))


def test_the_script_keeps_what_is_typed(on, client):
    survey = make_survey(on.shiqiao, [question("Q1", "short_text"), question("Q2", "number")])

    answer = post(client, survey, {"shown": ["Q1", "Q2"], "a-Q1": "甲", "a-Q2": "x"}, "keep/")

    assert answer.json()["kept"] is True
    assert Draft.objects.get().answers == {"Q1": "甲"}


def test_questions_are_numbered_without_a_gap(on, client):
    only_for_one = {"conditions": [{"question": "Q1", "operator": "is_any", "values": ["1"]}]}
    survey = make_survey(
        on.shiqiao,
        [question("Q1"), question("Q2", shown_if=only_for_one), question("Q3")],
        [question("Q4")],
    )

    def numbers(answered):
        client.cookies.clear()
        data = {"shown": ["Q1", "Q2", "Q3"], "a-Q1": answered, "a-Q3": "1"}
        post(client, survey, data | {"a-Q2": "1", "action": "save"})
        found = {}
        for part in ("1", "2"):
            page = client.get(address(survey), {"part": part}, headers=HOST)
            found |= {each.question.code: each.number for each in page.context["fields"] if not each.hidden}
            assert f'data-first-number="{min(each.number for each in page.context["fields"])}"' in shown(page)
        return found

    assert numbers("2") == {"Q1": 1, "Q3": 2, "Q4": 3}
    assert numbers("1") == {"Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4}


def test_what_is_half_typed_leaves_what_was_kept_before(on, client):
    survey = make_survey(on.shiqiao, [question("Q1", "number")])

    for typed, kept in [("12", {"Q1": "12"}), ("12..", {"Q1": "12"}), ("", {})]:
        assert post(client, survey, {"shown": "Q1", "a-Q1": typed}, "keep/").json()["kept"] is True
        assert Draft.objects.get().answers == kept


def test_an_ended_survey_takes_nothing(on, client):
    survey = make_survey(on.shiqiao)
    end_survey(survey=survey, by=SYSTEM)

    answer = post(client, survey, {"shown": "Q1", "a-Q1": "1", "action": "send"})

    assert answer.status_code == 200
    assert answer.templates[0].name == "surveys/closed.html"
    assert not PendingResponse.objects.exists()


def test_a_draft_survey_does_not_exist(on, client):
    survey = make_survey(on.shiqiao, publish=False)

    assert client.get(address(survey), headers=HOST).status_code == 404


def test_quotas_hold(on, client):
    quota = [{"code": "1", "text": "甲", "quota": 1}, {"code": "2", "text": "乙"}]
    survey = make_survey(on.shiqiao, [question("Q1", options=quota)], quota=2)
    data = {"shown": "Q1", "action": "send"}

    post(client, survey, data | {"a-Q1": "1"})
    full = post(client, survey, data | {"a-Q1": "1", "code": "bbbb-bbbb-bbbb-bbbb"})
    assert full.context["problem"]
    post(client, survey, data | {"a-Q1": "2", "code": "bbbb-bbbb-bbbb-bbbb"})
    over = post(client, survey, data | {"a-Q1": "2", "code": "cccc-cccc-cccc-cccc"})

    assert over.context["problem"] != full.context["problem"]
    assert sorted(PendingResponse.objects.values_list("answers", flat=True), key=str) == [
        {"Q1": ["1"]},
        {"Q1": ["2"]},
    ]


def test_who_comes_when_all_places_are_taken_is_told_before_writing_anything(on, client):
    survey = make_survey(on.shiqiao, quota=1)
    assert "名额已满" not in client.get(address(survey), headers=HOST).content.decode()
    post(client, survey, {"shown": "Q1", "action": "send", "a-Q1": "1"})

    page = client.get(address(survey), headers=HOST)

    assert page.status_code == 200
    assert "本次调查名额已满" in page.content.decode()
    assert '<form class="survey' not in page.content.decode()


def test_a_file_is_judged_by_its_content_and_kept_private(on, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    survey = make_survey(on.shiqiao, [question("Q1", "file")])
    data = {"shown": "Q1", "action": "send"}

    bad = post(client, survey, data | {"a-Q1": SimpleUploadedFile("a.pdf", b"MZ\x90\x00")})
    assert bad.status_code == 200
    assert not KeptFile.objects.exists()
    post(client, survey, data | {"a-Q1": SimpleUploadedFile("..\\计划.exe", b"%PDF-1.7 x")})

    kept = KeptFile.objects.get()
    assert (kept.name, kept.media_type, kept.draft_key) == ("计划.pdf", "application/pdf", "")
    assert PendingResponse.objects.get().answers["Q1"]["id"] == str(kept.pk)


def test_a_preview_shows_the_draft_to_who_has_its_address(on, client):
    from plugins.surveys.answering.views import preview_token

    survey = make_survey(on.shiqiao, publish=False)
    token = preview_token(survey)
    page = f"/townships/shiqiao/-/surveys/preview/{token}/"

    assert "问题 Q1" in shown(client.get(page, headers=HOST))
    assert (
        client.get(page.replace("/-/surveys/preview/", "/-/surveys/preview/x"), headers=HOST).status_code
        == 404
    )


def test_randomised_options_stay_in_their_order(on, client):
    many = options(*"甲乙丙丁戊己庚辛")
    survey = make_survey(on.shiqiao, [question("Q1", options=many, randomised=True)])

    def order():
        return [
            choice.value for choice in client.get(address(survey), headers=HOST).context["fields"][0].choices
        ]

    first = order()
    assert order() == first
    assert sorted(first) == [each["code"] for each in many]


def test_a_page_of_the_form_costs_few_queries(on, client, django_assert_max_num_queries):
    survey = make_survey(on.shiqiao, [question(f"Q{number}") for number in range(1, 30)])
    client.get(address(survey), headers=HOST)

    with django_assert_max_num_queries(12):
        client.get(address(survey), headers=HOST)
