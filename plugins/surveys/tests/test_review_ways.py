"""Ways past the review chain, each tried and undone."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from core.access.actors import SYSTEM
from core.review.models import Review, Verdict
from core.review.services import decide
from core.tasks.beat import beat
from core.testing.factories import UserFactory
from core.testing.review_ways import browser, idle_ways, put, sql, tell, ways_round
from plugins.surveys.clearing import public_content
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
from plugins.surveys.tests.reviewing import opened, reread
from plugins.surveys.viewsets import survey_viewset


def seen():
    """What citizens see of all surveys."""
    found = {}
    for survey in Survey.objects.select_related("current_version"):
        if survey.is_published:
            found[survey.pk] = (public_content(survey), survey.results_are_public and survey.results)
    return json.dumps(found, default=str, sort_keys=True)


def address(name, *args):
    return reverse(survey_viewset.get_url_name(name), args=args)


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


IDLE = {
    "save_survey with a date", "import_survey", "copy_survey", "the builder, with a state", "the import screen",
    "the copy screen", "the public API", "the beat",
}  # fmt: skip
"""Closed without a chain too: they make or change a draft, or only read. Tried all the same."""
BY_REVIEW = {"submitting and deciding oneself", "a review's own screen by who handed it in"}
"""There is something to decide only where a chain applies."""


def ways_back(manager, root, public):
    return {
        "take_back_survey": lambda: take_back_survey(survey=reread(public), by=manager, note="撤"),
        "take_back_survey by the system": lambda: take_back_survey(survey=reread(public), by=SYSTEM),
        "hide": lambda: hide(reread(public), root),
        "delete_survey": lambda: ended_and_deleted(reread(public), manager),
        "Survey.delete": lambda: reread(public).delete(),
        "QuerySet.delete": lambda: Survey.objects.filter(pk=public.pk).delete(),
        "update to a draft": lambda: Survey.objects.filter(pk=public.pk).update(state="draft"),
        "update of the version to none": lambda: Survey.objects.filter(pk=public.pk).update(
            current_version=None
        ),
        "Survey.save as a draft": lambda: put(public, state="draft").save(),
        "SQL": lambda: sql("UPDATE plugin_surveys_survey SET state = 'draft'"),
        "DELETE in SQL": lambda: sql("DELETE FROM plugin_surveys_survey WHERE id = %s", public.pk),
        "deleting its version": lambda: reread(public).current_version.delete(),
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


def test_the_ways_are_real(office, stage, django_capture_on_commit_callbacks):
    manager, root, draft, public = stage
    tried = ways(office, manager, root, draft, public)
    alone = {name: way for name, way in tried.items() if name not in BY_REVIEW}
    assert set(idle_ways(alone, seen, django_capture_on_commit_callbacks)) == IDLE
    back = ways_back(manager, root, public)
    # A survey is ended before it is deleted, on every screen.
    assert idle_ways(back, seen, django_capture_on_commit_callbacks) == ["the screen of deleting"]


def test_the_database_says_why(office, stage):
    _manager, _root, draft, public = stage
    with pytest.raises(DatabaseError, match="no publication in force"), transaction.atomic():
        Survey.objects.filter(pk=draft.pk).update(state="published", current_version=public.current_version)
    with pytest.raises(DatabaseError, match="taking it back must go through"), transaction.atomic():
        Survey.objects.filter(pk=public.pk).update(state="draft")
