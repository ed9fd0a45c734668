"""The screens of the administration."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.access.actors import SYSTEM
from core.audit.models import AuditRecord
from core.plugin_api import enable_plugin
from core.testing.factories import UserFactory
from core.testing.signing_in import age_sign_in
from plugins.surveys.models import KeptFile, Response, Survey, TextAnswer
from plugins.surveys.services.receiving import receive_response
from plugins.surveys.services.surveys import export_survey
from plugins.surveys.services.taking_in import take_in_responses
from plugins.surveys.tests.factories import make_survey, question
from plugins.surveys.viewsets import survey_viewset

SCREENS = ("state", "results", "cross", "weights", "texts", "sheets", "duplicate", "form")


def address(name, *args):
    return reverse(survey_viewset.get_url_name(name), args=args)


@pytest.fixture
def staff(county, client):
    enable_plugin(subsite=county.shiqiao, slug="surveys", by=SYSTEM)
    enable_plugin(subsite=county.finance, slug="surveys", by=SYSTEM)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    return client


@pytest.fixture
def answered(county):
    survey = make_survey(
        county.shiqiao, [question("Q1"), question("Q2"), question("Q3", "long_text"), question("Q4", "phone")]
    )
    for number in range(12):
        receive_response(
            survey=survey,
            form=survey.current_version.form,
            version_id=survey.current_version_id,
            code=f"code-{number}",
            answers={"Q1": [str(number % 2 + 1)], "Q2": ["1"], "Q3": f"建议{number}", "Q4": "13800000000"},
            marks=["same_browser"] if number == 0 else [],
        )
    take_in_responses(survey=survey)
    survey.refresh_from_db()
    return survey


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_answers(staff, answered, name):
    assert staff.get(address(name, answered.pk)).status_code == 200


@pytest.mark.parametrize("name", [*SCREENS, "count", "answers", "edit", "delete"])
def test_another_offices_survey_does_not_exist(staff, county, name):
    survey = make_survey(county.finance)
    assert staff.get(address(name, survey.pk)).status_code == 404
    assert staff.post(address(name, survey.pk), {"action": "end", "form": "csv"}).status_code == 404
    survey.refresh_from_db()
    assert survey.state == "published"


def test_contributors_are_not_let_in(staff, county):
    staff.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    assert staff.get(address("index")).status_code == 404


def test_publish_and_end(staff, county):
    survey = make_survey(county.shiqiao, publish=False)

    staff.post(address("state", survey.pk), {"action": "publish"})
    survey.refresh_from_db()
    assert survey.state == "published"
    staff.post(address("state", survey.pk), {"action": "end"})
    survey.refresh_from_db()
    assert survey.state == "ended"
    assert survey.ended_at is not None


def test_what_is_missing_is_said_in_words(staff, county):
    survey = make_survey(county.shiqiao, publish=False)
    survey.form[0].value["questions"][0].value["text"] = ""
    survey.save()

    page = staff.get(address("state", survey.pk))

    assert page.context["faults"] == ["第 1 部分、第 1 题：此处不能为空。"]
    staff.post(address("state", survey.pk), {"action": "publish"})
    survey.refresh_from_db()
    assert survey.state == "draft"


def test_a_crossing(staff, answered):
    page = staff.get(address("cross", answered.pk), {"rows": "Q1", "columns": "Q2"})
    assert [[cell.count for cell in cells] for _label, cells in page.context["table"].lines] == [
        [6, 0, 6],
        [6, 0, 6],
    ]
    wrong = staff.get(address("cross", answered.pk), {"rows": "Q9", "columns": "Q2"})
    assert "table" not in wrong.context


def test_weights_are_saved_or_typed_again(staff, answered):
    staff.post(address("weights", answered.pk), {"variable": "Q1", "share-1": "30", "share-2": "70"})
    answered.refresh_from_db()
    assert answered.weighting == {"variable": "Q1", "targets": {"1": 30.0, "2": 70.0}}
    wrong = staff.post(
        address("weights", answered.pk), {"variable": "Q1", "share-1": "30", "share-2": "许多"}
    )
    assert [group["target"] for group in wrong.context["groups"]] == ["30", "许多"]
    for typed in (["30", "80"], ["nan", "100"]):
        shares = dict(zip(("share-1", "share-2"), typed, strict=True))
        refused = staff.post(address("weights", answered.pk), {"variable": "Q1", **shares})
        assert "合计为 100" in refused.content.decode()
        answered.refresh_from_db()
        assert answered.weighting["targets"] == {"1": 30.0, "2": 70.0}


def test_texts_are_decided_on(staff, county, answered):
    foreign = make_survey(county.finance, [question("Q1", "long_text")])
    texts = list(TextAnswer.objects.filter(survey=answered).values_list("pk", flat=True)[:3])

    staff.post(address("texts", answered.pk), {"text": [*texts, "x"], "decision": "shown"})

    assert TextAnswer.objects.filter(state="shown").count() == 3
    assert staff.post(address("texts", foreign.pk), {"text": texts, "decision": "hidden"}).status_code == 404
    assert (
        staff.get(address("texts", answered.pk), {"question": "Q3"}).context["page_obj"].paginator.count == 9
    )


def test_a_marked_sheet_is_shown_and_left_out(staff, answered):
    page = staff.get(address("sheets", answered.pk), {"marked": "1"})
    [entry] = page.context["sheets"]
    assert entry["marks"] == ["同一浏览器此前提交过答卷"]

    staff.post(address("sheets", answered.pk), {"sheet": entry["sheet"].pk, "counted": "0"})

    assert Response.objects.filter(counted=False).count() == 1
    assert staff.post(address("sheets", answered.pk), {"sheet": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("spss", "application/zip"),
    ],
)
def test_answers_are_taken_away_on_the_record(staff, answered, form, kind):
    answer = staff.post(address("answers", answered.pk), {"form": form})

    assert answer["Content-Type"] == kind
    assert b"13800000000" not in b"".join(answer.streaming_content)
    assert AuditRecord.objects.get(action="survey.answers_exported").data == {"form": form, "personal": False}


def test_a_form_goes_out_and_comes_in(staff, county, answered):
    text = staff.get(address("form", answered.pk)).content
    assert json.loads(text) == export_survey(answered)

    staff.post(
        address("import"), {"subsite": county.shiqiao.pk, "file": SimpleUploadedFile("form.json", text)}
    )
    assert Survey.objects.count() == 2
    broken = json.loads(text)
    broken["sections"][0]["questions"][0]["kind"] = "riddle"
    page = staff.post(
        address("import"),
        {"subsite": county.shiqiao.pk, "file": SimpleUploadedFile("form.json", json.dumps(broken).encode())},
    )

    assert page.context["faults"] == ["sections[0].questions[0].kind: 未知的题型。"]
    assert Survey.objects.count() == 2
    other = staff.post(
        address("import"), {"subsite": county.finance.pk, "file": SimpleUploadedFile("form.json", text)}
    )
    assert list(other.context["form"].errors) == ["subsite"]


def test_a_copy(staff, answered):
    staff.post(address("duplicate", answered.pk))
    assert sorted(Survey.objects.values_list("title", flat=True)) == ["出行调查", "出行调查（副本）"]


def test_files_are_handed_to_the_office_only(staff, county, answered):
    file = KeptFile.objects.create(
        survey=answered, name="a.pdf", media_type="application/pdf", size=4, content=b"%PDF"
    )

    answer = staff.get(address("file", answered.pk, file.pk))

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    staff.force_login(UserFactory(role="manager", role__subsite=county.finance))
    assert staff.get(address("file", answered.pk, file.pk)).status_code == 404


def test_verified_telephones_are_offered_with_a_gateway_only(staff, county, settings):
    survey = make_survey(county.shiqiao, publish=False)
    form = staff.get(address("edit", survey.pk)).context["form"]
    assert [value for value, _label in form.fields["participation"].choices] == ["anyone", "account"]
    assert "尚未配置短信网关" in form.fields["participation"].help_text
    settings.TEXT_GATEWAY = {
        "CLASS": "core.text_messages.gateways.folder.FolderGateway",
        "OPTIONS": {"folder": "unused"},
    }
    form = staff.get(address("edit", survey.pk)).context["form"]
    assert [value for value, _label in form.fields["participation"].choices] == ["anyone", "account", "phone"]


def test_many_sheets_cost_no_query_each(staff, answered, django_assert_max_num_queries):
    staff.get(address("sheets", answered.pk))
    with django_assert_max_num_queries(18):
        staff.get(address("sheets", answered.pk))


def views(answered):
    return [
        (entry.target_type, entry.target_id, entry.subsite_id, entry.data)
        for entry in AuditRecord.objects.filter(action="personal_data.viewed").order_by("pk")
    ]


def test_who_reads_sheets_that_say_who_people_are_is_on_record(staff, answered):
    staff.get(address("results", answered.pk))
    staff.get(address("texts", answered.pk))
    assert views(answered) == []

    staff.get(address("sheets", answered.pk))
    assert views(answered) == [
        (
            "plugin_surveys.Response",
            "",
            answered.subsite_id,
            {"count": 12, "fields": ["Q4"], "purpose": f"sheets of survey {answered.pk}"},
        )
    ]
    entry = AuditRecord.objects.get(action="personal_data.viewed")
    assert (entry.category, str(entry.actor)) == ("view", str(staff.get("/admin/").wsgi_request.user))
    assert "13800000000" not in f"{entry.data}{entry.words}{entry.target_label}"


def test_sheets_without_personal_answers_leave_no_view(staff, county):
    survey = make_survey(county.shiqiao, [question("Q1")])
    receive_response(
        survey=survey,
        form=survey.current_version.form,
        version_id=survey.current_version_id,
        code="code",
        answers={"Q1": ["1"]},
        marks=[],
    )
    take_in_responses(survey=survey)
    assert staff.get(address("sheets", survey.pk)).status_code == 200
    assert views(survey) == []


def test_personal_details_leave_after_a_fresh_sign_in_and_on_record(staff, answered):
    age_sign_in(staff)
    asked = staff.post(address("answers", answered.pk), {"form": "csv", "personal": "1"})
    assert asked["Location"].startswith("/accounts/reauthenticate/?next=")
    assert not AuditRecord.objects.filter(action="survey.answers_exported").exists()
    assert views(answered) == []
    without = staff.post(address("answers", answered.pk), {"form": "csv"})
    assert without["Content-Type"] == "text/csv; charset=utf-8"
    assert views(answered) == []

    staff.force_login(UserFactory(role="manager", role__subsite=answered.subsite))
    answer = staff.post(address("answers", answered.pk), {"form": "csv", "personal": "1"})
    assert b"13800000000" in b"".join(answer.streaming_content)
    assert views(answered) == [
        (
            "plugin_surveys.Response",
            "",
            answered.subsite_id,
            {"count": 12, "fields": ["Q4"], "purpose": f"export of survey {answered.pk}"},
        )
    ]


def test_opening_a_sent_file_is_on_record(staff, answered):
    kept = KeptFile.objects.create(survey=answered, name="证明.pdf", content=b"%PDF-", size=5)
    staff.get(address("file", answered.pk, kept.pk))
    assert views(answered) == [
        ("plugin_surveys.KeptFile", str(kept.pk), answered.subsite_id, {"count": 1, "fields": ["file"]})
    ]
