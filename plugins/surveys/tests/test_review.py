"""Surveys in the review chain: opening, changing what citizens see, and taking back, whatever way is tried."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.review.models import Publication, Review, Verdict
from core.review.origin import importing
from core.review.services import decide, end_review
from core.review.verification import Finding, verify
from core.tasks.beat import beat
from core.testing.factories import UserFactory
from core.testing.review_ways import chain_on, passed, tell, ways_round
from plugins.surveys.clearing import KIND, content, public_content
from plugins.surveys.models import Survey, SurveyVersion
from plugins.surveys.publishing import publish_survey_page
from plugins.surveys.services.publishing import hide, make_public
from plugins.surveys.services.surveys import (
    copy_survey,
    delete_survey,
    end_survey,
    export_survey,
    import_survey,
    publish_survey,
    save_survey,
    take_back_survey,
)
from plugins.surveys.tests.factories import definition, make_survey, question
from plugins.surveys.viewsets import survey_viewset


@pytest.fixture
def office(county):
    enable_plugin(subsite=county.shiqiao, slug="surveys", by=SYSTEM)
    return county.shiqiao


@pytest.fixture
def people(office):
    return chain_on(office, KIND)


def reread(survey):
    return Survey.objects.select_related("current_version").get(pk=survey.pk)


def opened(office, people, **details):
    """A survey that went through the chain."""
    manager, approver = people
    survey = make_survey(office, publish=False, **details)
    publish_survey(survey=survey, by=manager)
    passed(approver)
    return reread(survey)


def test_it_opens_when_it_is_cleared(office, people, client):
    manager, approver = people
    survey = make_survey(office, publish=False, title="公交线路意见")
    assert publish_survey(survey=survey, by=manager) is None
    assert reread(survey).state == "draft"
    assert client.get(f"/townships/shiqiao/-/surveys/{survey.slug}/").status_code == 404
    assert passed(approver).state == "done"
    survey = reread(survey)
    assert (survey.state, survey.current_version.number) == ("published", 1)
    publication = Publication.objects.get(kind=KIND, object_id=str(survey.pk))
    assert publication.origin == "reviewed"
    assert publication.content == content(survey) == public_content(survey)
    assert publication.content["title"] == "公交线路意见"


def test_whoever_built_it_does_not_clear_it(office, people):
    manager, _approver = people
    builder = UserFactory(role="approver", role__subsite=office)
    survey = make_survey(office, publish=False)
    survey.title = "改过的"
    save_survey(survey=survey, by=builder)
    publish_survey(survey=survey, by=manager)
    with pytest.raises(PermissionDenied):
        passed(builder)
    assert reread(survey).state == "draft"


def test_what_citizens_see_of_an_open_one_is_held_back_until_it_is_cleared(office, people, client):
    manager, approver = people
    survey = opened(office, people, title="一")
    changed = reread(survey)
    changed.title, changed.closes_at = "二", timezone.now() + timedelta(days=3)
    changed.proof_wanted = True
    save_survey(survey=changed, by=manager)
    survey = reread(survey)
    assert (survey.title, survey.closes_at, sorted(survey.held)) == ("一", None, ["closes_at", "title"])
    assert survey.proof_wanted  # the protection against robots is nobody's text
    with pytest.raises(ValidationError, match="说明"):
        publish_survey(survey=survey, by=manager)
    publish_survey(survey=survey, by=manager, note="改了标题和截止时间")
    assert reread(survey).title == "一"
    passed(approver)
    survey = reread(survey)
    assert (survey.title, survey.held, survey.writers) == ("二", {}, [])
    assert survey.closes_at is not None
    in_force = Publication.objects.get(kind=KIND, ended_at=None)
    assert (in_force.corrects, in_force.correction) == (True, "改了标题和截止时间")
    page = client.get(f"/townships/shiqiao/-/surveys/{survey.slug}/").content.decode()
    assert "改了标题和截止时间" in page


def test_a_changed_form_is_a_correction_and_the_answers_keep_theirs(office, people):
    manager, approver = people
    survey = opened(office, people)
    first = survey.current_version
    changed = reread(survey)
    from plugins.surveys.builder.converting import to_stream

    changed.form = to_stream(definition([question("Q1"), question("Q2")]))
    save_survey(survey=changed, by=manager)
    publish_survey(survey=survey, by=manager, note="加了一题")
    assert reread(survey).current_version == first
    review = Review.objects.get(state="open")
    assert review.action == "correct"
    passed(approver)
    assert [v.number for v in survey.versions.all()] == [1, 2]
    assert reread(survey).current_version.number == 2


def test_what_was_changed_after_it_was_handed_in_is_not_cleared(office, people):
    manager, approver = people
    survey = make_survey(office, publish=False)
    publish_survey(survey=survey, by=manager)
    survey.title = "另一个题目"
    save_survey(survey=survey, by=manager)
    with pytest.raises(PermissionDenied):
        passed(approver)
    survey.form = []
    save_survey(survey=survey, by=manager)
    with pytest.raises(PermissionDenied):
        passed(approver)
    assert reread(survey).state == "draft"
    assert not Publication.objects.filter(kind=KIND).exists()


def test_taking_back_and_deleting(office, people, client):
    manager, approver = people
    survey = opened(office, people)
    with pytest.raises(PermissionDenied):
        hide(survey, manager)
    end_survey(survey=survey, by=manager)
    with pytest.raises(ValidationError, match="撤回"):
        delete_survey(survey=survey, by=manager)
    with pytest.raises(ValidationError, match="说明"):
        take_back_survey(survey=survey, by=manager)
    take_back_survey(survey=survey, by=manager, note="问错了")
    assert reread(survey).state == "ended"
    passed(approver)
    assert reread(survey).state == "draft"
    assert client.get(f"/townships/shiqiao/-/surveys/{survey.slug}/").status_code == 404
    assert not Publication.objects.filter(kind=KIND, ended_at=None).exists()
    delete_survey(survey=reread(survey), by=manager)
    assert not Survey.objects.exists()


def test_an_ended_one_opens_again_as_it_was_cleared(office, people):
    manager, _approver = people
    survey = opened(office, people)
    end_survey(survey=survey, by=manager)
    assert publish_survey(survey=survey, by=manager).number == 1
    assert reread(survey).state == "published"
    assert Publication.objects.filter(kind=KIND).count() == 1


def test_a_date_opens_only_what_is_cleared(office, people, client):
    manager, approver = people
    soon = timezone.now() + timedelta(hours=1)
    survey = make_survey(office, publish=False, opens_at=soon)
    publish_survey(survey=survey, by=manager)
    import time_machine

    with time_machine.travel(soon + timedelta(hours=1)):
        beat()
        assert not reread(survey).is_open()
    passed(approver)
    assert not reread(survey).is_open()
    with time_machine.travel(soon + timedelta(hours=1)):
        assert reread(survey).is_open()


def test_without_a_chain_it_is_one_click_and_recorded(county):
    enable_plugin(subsite=county.baijie, slug="surveys", by=SYSTEM)
    manager = UserFactory(role="manager", role__subsite=county.baijie)
    survey = make_survey(county.baijie, publish=False)
    assert publish_survey(survey=survey, by=manager).number == 1
    survey = reread(survey)
    survey.title = "立刻改"
    save_survey(survey=survey, by=manager)
    survey = reread(survey)
    assert (survey.title, survey.held) == ("立刻改", {})
    in_force = Publication.objects.get(kind=KIND, ended_at=None)
    assert (in_force.origin, in_force.content) == ("without_review", public_content(survey))
    take_back_survey(survey=survey, by=manager)
    assert reread(survey).state == "draft"


def test_what_was_open_before_the_chain_stays_and_is_changed_through_it(office, people):
    manager, approver = people
    with importing("before the chain"):
        survey = make_survey(office)
    Publication.objects.all().delete()
    assert reread(survey).is_open()
    changed = reread(survey)
    changed.title = "新题目"
    save_survey(survey=changed, by=manager)
    assert reread(survey).title == "出行调查"
    with pytest.raises(PermissionDenied):
        hide(survey, manager)
    end_survey(survey=survey, by=manager)
    publish_survey(survey=survey, by=manager, note="改题目")
    passed(approver)
    assert reread(survey).title == "新题目"


def test_its_code_is_verified(office, people):
    survey = opened(office, people)
    code = Publication.objects.get(kind=KIND).code
    assert verify(code).finding == Finding.SAME
    SurveyVersion.objects.filter(survey=survey).update(
        definition=definition([question("Q1", text="偷偷改的")])
    )
    assert verify(code).finding == Finding.CHANGED


def test_an_import_brings_it_in_and_says_so(office, people):
    with pytest.raises(PermissionDenied):
        make_survey(office)
    with importing("tests"):
        survey = make_survey(office)
    assert reread(survey).is_open()
    assert Publication.objects.get(kind=KIND).origin == "imported"


def test_two_clear_it_at_once_and_a_returned_one_is_handed_in_anew(office, people):
    manager, approver = people
    survey = make_survey(office, publish=False)
    publish_survey(survey=survey, by=manager)
    with pytest.raises(ValidationError):
        publish_survey(survey=survey, by=manager)
    review = Review.objects.get(state="open")
    decide(review=review, step="approval", verdict=Verdict.RETURNED, by=approver, note="第一题说不清")
    publish_survey(survey=survey, by=manager)
    end_review(review=Review.objects.get(state="open"), by=manager)
    publish_survey(survey=survey, by=manager)
    passed(approver)
    assert reread(survey).is_open()


# Ways to get round it


def seen():
    """What citizens see of all surveys."""
    found = {}
    for survey in Survey.objects.select_related("current_version"):
        if survey.is_published:
            found[survey.pk] = (public_content(survey), survey.results_are_public and survey.results)
    return json.dumps(found, default=str, sort_keys=True)


def browser(person):
    client = Client()
    client.force_login(person, backend="core.accounts.backends.AccountBackend")
    return client


def address(name, *args):
    return reverse(survey_viewset.get_url_name(name), args=args)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def put(survey, **values):
    survey = reread(survey)
    for name, value in values.items():
        setattr(survey, name, value)
    return survey


def ways(office, manager, root, draft, public):
    """Names with functions; `draft` was never cleared, `public` was, and has an uncleared newer form."""
    version = SurveyVersion.objects.create(survey=draft, number=7, definition=definition([question("Q1")]))
    other = SurveyVersion.objects.create(
        survey=public, number=8, definition=definition([question("Q9")]), digest="f" * 64
    )
    turned = {"state": "published", "current_version": version}
    form = {
        "subsite": office.pk, "title": "伪造", "introduction": "", "thanks": "", "participation": "anyone",
        "results": "always", "smallest_group": "5", "slug": public.slug, "state": "published",
        "current_version": str(version.pk),
    }  # fmt: skip
    return {
        "publish_survey by the manager": lambda: publish_survey(survey=draft, by=manager),
        "publish_survey by a superuser": lambda: publish_survey(survey=draft, by=root),
        "publish_survey by the system": lambda: publish_survey(survey=draft, by=SYSTEM),
        "publish_survey of a changed form": lambda: publish_survey(survey=public, by=manager, note="改"),
        "make_public": lambda: make_public(draft, manager),
        "make_public of a changed form": lambda: make_public(public, manager),
        "save_survey with another title": lambda: save_survey(survey=put(public, title="新"), by=manager),
        "save_survey with another title, by the system": lambda: save_survey(
            survey=put(public, title="新"), by=SYSTEM
        ),
        "save_survey with a state": lambda: save_survey(survey=put(draft, **turned), by=manager),
        "save_survey with a date": lambda: save_survey(
            survey=put(draft, opens_at=timezone.now() - timedelta(days=1)), by=manager
        ),
        "save_survey with another end": lambda: save_survey(
            survey=put(public, closes_at=timezone.now() + timedelta(days=1)), by=manager
        ),
        "save_survey with results": lambda: save_survey(survey=put(public, results="always"), by=manager),
        "Survey.save": lambda: put(draft, **turned).save(),
        "Survey.save of a title": lambda: put(public, title="新").save(),
        "Survey.save of the results": lambda: put(public, results="always").save(update_fields=["results"]),
        "save_base": lambda: put(draft, **turned).save_base(raw=True),
        "a new row that is published": lambda: Survey.objects.create(
            subsite=office, title="新", slug="new", state="published", current_version=version
        ),
        "bulk_create": lambda: Survey.objects.bulk_create(
            [Survey(subsite=office, title="新", slug="new", state="published", current_version=version)]
        ),
        "bulk_update": lambda: Survey.objects.bulk_update(
            [put(draft, **turned)], ["state", "current_version"]
        ),
        "update of the state": lambda: Survey.objects.filter(pk=draft.pk).update(**turned),
        "update of the state to ended": lambda: Survey.objects.filter(pk=draft.pk).update(
            state="ended", current_version=version
        ),
        "update of the title": lambda: Survey.objects.filter(pk=public.pk).update(title="新"),
        "update of the introduction": lambda: Survey.objects.filter(pk=public.pk).update(introduction="新"),
        "update of the address": lambda: Survey.objects.filter(pk=public.pk).update(slug="other"),
        "update of the version": lambda: Survey.objects.filter(pk=public.pk).update(current_version=other),
        "SQL": lambda: sql(
            "UPDATE plugin_surveys_survey SET state = 'published', current_version_id = %s WHERE id = %s",
            version.pk,
            draft.pk,
        ),
        "SQL of the title": lambda: sql("UPDATE plugin_surveys_survey SET title = 'x'"),
        "loaddata": lambda: loaded(put(draft, **turned)),
        "import_survey": lambda: import_survey(subsite=office, by=manager, data=export_survey(public)),
        "copy_survey": lambda: copy_survey(survey=public, by=manager),
        "publish_survey_page": lambda: publish_survey_page(
            subsite=office, by=root, parent_page=office.root_page.specific, data=export_survey(public)
        ),
        "the screen": lambda: browser(manager).post(address("state", draft.pk), {"action": "publish"}),
        "the screen, with a forged decision": lambda: browser(root).post(
            address("state", draft.pk),
            {"action": "publish", "pass": "1", "state": "published", "cleared": "1"},
        ),
        "the builder": lambda: browser(manager).post(address("edit", public.pk), form),
        "the builder, with a state": lambda: browser(manager).post(
            address("edit", draft.pk), {**form, "slug": draft.slug}
        ),
        "the import screen": lambda: browser(manager).post(
            address("import"),
            {
                "subsite": office.pk,
                "file": SimpleUploadedFile("a.json", json.dumps(export_survey(public)).encode()),
            },
        ),
        "the copy screen": lambda: browser(manager).post(address("duplicate", public.pk)),
        "the public API": lambda: browser(root).post(
            f"/api/v1/surveys/surveys/{draft.pk}/", {"state": "published"}
        ),
        "the beat": lambda: beat(),
        "submitting and deciding oneself": lambda: decided_alone(draft, manager),
        "a review's own screen by who handed it in": lambda: browser(manager).post(
            reverse("review_item", args=[handed_in(draft, manager).pk]), {"step": "approval", "pass": "1"}
        ),
    }


def ways_back(manager, root, public):
    return {
        "take_back_survey": lambda: take_back_survey(survey=public, by=manager, note="撤"),
        "take_back_survey by the system": lambda: take_back_survey(survey=public, by=SYSTEM),
        "hide": lambda: hide(public, root),
        "delete_survey": lambda: ended_and_deleted(public, manager),
        "Survey.delete": lambda: public.delete(),
        "QuerySet.delete": lambda: Survey.objects.filter(pk=public.pk).delete(),
        "update to a draft": lambda: Survey.objects.filter(pk=public.pk).update(state="draft"),
        "update of the version to none": lambda: Survey.objects.filter(pk=public.pk).update(
            current_version=None
        ),
        "Survey.save as a draft": lambda: put(public, state="draft").save(),
        "SQL": lambda: sql("UPDATE plugin_surveys_survey SET state = 'draft'"),
        "DELETE in SQL": lambda: sql("DELETE FROM plugin_surveys_survey WHERE id = %s", public.pk),
        "deleting its version": lambda: public.current_version.delete(),
        "the screen": lambda: browser(manager).post(
            address("state", public.pk), {"action": "take_back", "note": "撤"}
        ),
        "the screen of deleting": lambda: browser(root).post(address("delete", public.pk)),
    }


def loaded(survey):
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(serialize("json", [survey]))
        file.flush()
        call_command("loaddata", file.name, verbosity=0)


def handed_in(survey, manager):
    publish_survey(survey=survey, by=manager)
    return Review.objects.get(state="open")


def decided_alone(survey, manager):
    decide(review=handed_in(survey, manager), step="approval", verdict=Verdict.PASSED, by=manager)


def ended_and_deleted(survey, manager):
    end_survey(survey=survey, by=manager)
    delete_survey(survey=survey, by=manager)


@pytest.fixture
def stage(office, people):
    manager, _approver = people
    public = opened(office, people, title="已公开的", results="after")
    from plugins.surveys.builder.converting import to_stream

    public.form = to_stream(definition([question("Q1"), question("Q2")]))
    save_survey(survey=public, by=manager)
    return (
        manager,
        UserFactory(is_superuser=True, is_staff=True),
        make_survey(office, publish=False),
        reread(public),
    )


def test_no_way_opens_or_changes_one_past_the_chain(
    office, stage, django_capture_on_commit_callbacks, capsys
):
    manager, root, draft, public = stage
    tried = ways(office, manager, root, draft, public)
    assert ways_round(tried, seen, django_capture_on_commit_callbacks) == []
    tell(len(tried), "a survey", capsys)


def test_no_way_takes_one_back_past_the_chain(office, stage, django_capture_on_commit_callbacks, capsys):
    manager, root, _draft, public = stage
    tried = ways_back(manager, root, public)
    assert ways_round(tried, seen, django_capture_on_commit_callbacks) == []
    tell(len(tried), "a survey back", capsys)


def test_the_database_says_why(office, stage):
    _manager, _root, draft, public = stage
    with pytest.raises(DatabaseError, match="no publication in force"), transaction.atomic():
        Survey.objects.filter(pk=draft.pk).update(state="published", current_version=public.current_version)
    with pytest.raises(DatabaseError, match="taking it back must go through"), transaction.atomic():
        Survey.objects.filter(pk=public.pk).update(state="draft")
