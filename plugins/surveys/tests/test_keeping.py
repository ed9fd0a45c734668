"""What is kept how long, about whom, and what runs on a rhythm."""

from datetime import timedelta

from django.core import mail
from django.utils import timezone

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.tenancy.table import subsite_table
from core.testing.factories import UserFactory
from plugins.surveys.background import surveys_without_results, take_in_waiting, tell_of_ends
from plugins.surveys.keeping import erase_person, expired_drafts, expired_surveys, export_person
from plugins.surveys.models import Draft, Participation, Response, Survey
from plugins.surveys.services.drafts import keep_draft
from plugins.surveys.services.receiving import receive_response
from plugins.surveys.services.surveys import end_survey
from plugins.surveys.services.tokens import account_token
from plugins.surveys.tests.factories import make_survey

CODE = "abcd-efgh-2345-6789"


def entry(county):
    return subsite_table().by_id[county.shiqiao.pk]


def send(survey, number, **fields):
    receive_response(
        survey=survey,
        form=survey.current_version.form,
        version_id=survey.current_version_id,
        code=f"code-{number}",
        answers={"Q1": ["1"]},
        **fields,
    )


def test_a_person_is_told_where_they_took_part_and_forgotten(county):
    person = UserFactory()
    survey = make_survey(county.shiqiao, participation="account")
    Survey.objects.filter(pk=survey.pk).update(created_by=person)
    send(survey, 1, person_token=account_token(survey, person))

    rows = list(export_person(person))
    assert [list(row) for row in rows] == [["made", "at"], ["took_part_in"]]
    assert erase_person(person) == 2

    assert list(export_person(person)) == []
    assert Participation.objects.count() == 1
    assert survey.pending.count() == 1


def test_drafts_and_surveys_expire(county):
    survey = make_survey(county.shiqiao)
    keep_draft(survey=survey, code=CODE, answers={"Q1": ["1"]})
    end_survey(survey=survey, by=SYSTEM)
    now = timezone.now()

    assert not expired_drafts(now - timedelta(days=1)).exists()
    Draft.objects.update(saved_on=now.date() - timedelta(days=31))
    assert expired_drafts(now - timedelta(days=30)).count() == 1
    assert expired_surveys(now + timedelta(seconds=1)).count() == 1
    assert not expired_surveys(now - timedelta(days=1)).exists()


def test_the_author_is_told_of_the_end_once(county):
    enable_plugin(subsite=county.shiqiao, slug="surveys", by=SYSTEM)
    survey = make_survey(county.shiqiao)
    author = UserFactory(email="author@example.test")
    send(survey, 1)
    Survey.objects.filter(pk=survey.pk).update(
        created_by=author, closes_at=timezone.now() - timedelta(minutes=1)
    )

    assert tell_of_ends(entry(county)) == 1
    assert tell_of_ends(entry(county)) == 0

    survey.refresh_from_db()
    assert (survey.state, Response.objects.count()) == ("ended", 1)


def test_the_message_names_the_survey(county, django_capture_on_commit_callbacks):
    enable_plugin(subsite=county.shiqiao, slug="surveys", by=SYSTEM)
    survey = make_survey(county.shiqiao)
    author = UserFactory(email="author@example.test")
    Survey.objects.filter(pk=survey.pk).update(
        created_by=author, closes_at=timezone.now() - timedelta(minutes=1)
    )

    with django_capture_on_commit_callbacks(execute=True):
        tell_of_ends(entry(county))

    assert [(each.to, each.subject) for each in mail.outbox] == [
        (["author@example.test"], "调查“出行调查”已结束")
    ]


def test_waiting_sheets_are_taken_in_on_a_rhythm(county):
    survey = make_survey(county.shiqiao)
    for number in range(11):
        send(survey, number)
    assert take_in_waiting(entry(county)) == 11
    assert take_in_waiting(entry(county)) == 0


def test_the_centre_sees_surveys_without_results(county):
    assert surveys_without_results(entry(county)) is None
    survey = make_survey(county.shiqiao, results="never")
    end_survey(survey=survey, by=SYSTEM)
    assert surveys_without_results(entry(county)) == 0
    Survey.objects.update(ended_at=timezone.now() - timedelta(days=31))
    assert surveys_without_results(entry(county)) == 1
