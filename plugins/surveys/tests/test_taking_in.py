"""Taking sheets in, and what can and can't be seen in the database."""

import threading
from datetime import date
from itertools import groupby

import pytest
from django.db import connection, models
from django.db.models.fields.related import RelatedField

from core.access.actors import SYSTEM
from plugins.surveys.models import (
    AnswerBits,
    Participation,
    PendingResponse,
    Response,
    TextAnswer,
)
from plugins.surveys.results.reading import figures_of
from plugins.surveys.services.moderation import set_counted
from plugins.surveys.services.receiving import AlreadyTookPart, QuotaFull, receive_response
from plugins.surveys.services.surveys import end_survey
from plugins.surveys.services.taking_in import take_in_responses
from plugins.surveys.services.tokens import account_token
from plugins.surveys.tests.factories import make_survey, question


def send(survey, number, answers=None, **fields):
    form = survey.current_version.form
    return receive_response(
        survey=survey,
        form=form,
        version_id=survey.current_version_id,
        code=f"code-{number}",
        answers=answers or {"Q1": [str(number % 2 + 1)]},
        **fields,
    )


@pytest.fixture
def survey(county):
    return make_survey(county.shiqiao)


def test_fewer_than_a_group_wait(survey):
    for number in range(9):
        send(survey, number)

    assert take_in_responses(survey=survey) == 0
    assert (PendingResponse.objects.count(), Response.objects.count()) == (9, 0)
    send(survey, 9)
    assert take_in_responses(survey=survey) == 10
    assert (PendingResponse.objects.count(), Response.objects.count()) == (0, 10)


def test_the_rest_is_taken_in_at_the_end(survey):
    for number in range(3):
        send(survey, number)
    end_survey(survey=survey, by=SYSTEM)

    assert take_in_responses(survey=survey) == 3
    assert take_in_responses(survey=survey) == 0


def test_nothing_of_a_waiting_sheet_leads_to_the_taken_one(survey):
    for number in range(40):
        send(survey, number, {"Q1": [str(number % 2 + 1)], "Q9": number})
    waiting = {sheet.pk for sheet in PendingResponse.objects.all()}

    take_in_responses(survey=survey)

    assert not waiting & set(Response.objects.values_list("pk", flat=True))
    by_position = list(Response.objects.order_by("position").values_list("position", flat=True))
    assert by_position == list(range(40))


def as_they_lie(table, column):
    """What a column holds, as the rows lie, page by page: PostgreSQL fills older pages up as it likes."""
    on_server = connection.vendor == "postgresql"
    page, order = ("(ctid::text::point)[0]", "ctid") if on_server else ("0", "rowid")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {page}, {column} FROM {table} ORDER BY {order}")
        rows = cursor.fetchall()
    return [[value for _page, value in group] for _page, group in groupby(rows, key=lambda row: row[0])]


def test_the_order_of_arrival_is_gone(county):
    survey = make_survey(county.shiqiao, [question("Q1", "number")])
    for number in range(60):
        send(survey, number, {"Q1": str(number)})

    take_in_responses(survey=survey)

    pages = as_they_lie("plugin_surveys_response", "position")
    assert pages == [sorted(page) for page in pages]
    assert sorted(position for page in pages for position in page) == list(range(60))
    arrived = [sheet.answers["Q1"] for sheet in Response.objects.order_by("position")]
    assert arrived != [str(number) for number in range(60)]
    assert sorted(arrived, key=int) == [str(number) for number in range(60)]


def test_participations_lie_in_the_order_of_their_digests_after_the_end(survey):
    for number in range(30):
        send(survey, number)
    end_survey(survey=survey, by=SYSTEM)

    take_in_responses(survey=survey)

    pages = as_they_lie("plugin_surveys_participation", "token")
    assert pages == [sorted(page) for page in pages]
    assert sum(len(page) for page in pages) == 30


@pytest.mark.parametrize("model", [PendingResponse, Response, TextAnswer])
def test_a_sheet_has_no_person_no_time_and_no_counter(model):
    assert model._meta.pk.get_internal_type() == "UUIDField"
    for field in model._meta.concrete_fields:
        assert not isinstance(field, models.DateTimeField), field
        assert "user" not in str(getattr(field.related_model, "_meta", "")).lower(), field
        assert not isinstance(field, (models.GenericIPAddressField, models.AutoField)), field
    related = {
        field.related_model for field in model._meta.concrete_fields if isinstance(field, RelatedField)
    }
    assert Participation not in related


def test_a_participation_has_a_digest_and_its_survey_and_nothing_else():
    assert {field.name for field in Participation._meta.concrete_fields} == {"token", "survey"}
    assert Participation._meta.pk.name == "token"


def test_without_the_secret_nobody_can_ask_whether_somebody_took_part(survey, settings, django_user_model):
    person = django_user_model(pk=5)
    before = account_token(survey, person)
    settings.SECRET_KEY = "another"
    assert account_token(survey, person) != before


def test_the_same_person_once(county):
    survey = make_survey(county.shiqiao, participation="account")
    send(survey, 1, person_token="a" * 64)

    with pytest.raises(AlreadyTookPart):
        send(survey, 2, person_token="a" * 64)

    assert PendingResponse.objects.count() == 1
    assert Participation.objects.count() == 2


def test_a_full_quota_keeps_nothing(county):
    survey = make_survey(county.shiqiao, quota=1)
    send(survey, 1)

    with pytest.raises(QuotaFull):
        send(survey, 2)

    assert PendingResponse.objects.count() == 1
    assert Participation.objects.count() == 1


def test_the_same_answers_are_marked_and_counted(county):
    survey = make_survey(county.shiqiao, [question("Q1", "long_text")])
    for number in range(12):
        text = (
            "我们村的桥已经坏了三个月了，请尽快修好" if number < 2 else f"第{number}个人写的不一样的建议内容"
        )
        send(survey, number, {"Q1": text})

    take_in_responses(survey=survey)

    assert Response.objects.filter(is_marked=True).count() == 1
    assert Response.objects.get(is_marked=True).marks == ["same_answers"]
    assert figures_of(survey).total == 12
    assert TextAnswer.objects.filter(state="waiting").count() == 12


def test_a_sheet_left_out_is_in_no_figure_and_comes_back(survey):
    for number in range(10):
        send(survey, number)
    take_in_responses(survey=survey)
    sheet = Response.objects.first()

    set_counted(response=sheet, counted=False, by=SYSTEM)
    assert figures_of(survey).total == 9
    set_counted(response=sheet, counted=True, by=SYSTEM)
    assert figures_of(survey).total == 10


def test_two_groups_are_added_up(survey):
    for number in range(10):
        send(survey, number)
    take_in_responses(survey=survey)
    for number in range(10, 25):
        send(survey, number)
    survey.refresh_from_db()

    assert take_in_responses(survey=survey) == 15

    [distribution] = figures_of(survey).distributions(survey.current_version.form.question("Q1"))
    assert [bar.count for bar in distribution.bars] == [13, 12]
    assert AnswerBits.objects.filter(survey=survey).count() == 3


def test_days_are_kept_not_times(survey):
    send(survey, 1)
    assert type(PendingResponse.objects.get().received_on) is date


@pytest.mark.django_db(transaction=True)
def test_a_double_click_and_a_last_place_in_parallel(county):
    survey = make_survey(county.shiqiao, quota=5)
    results = []

    def work(number):
        try:
            taken = send(survey, number)
            results.append("again" if taken.again else "taken")
        except QuotaFull:
            results.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in (0, 0, 1, 1, 2, 3, 4, 5, 6, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results.count("taken") == 5
    assert PendingResponse.objects.count() == 5
    assert len(results) == 10
