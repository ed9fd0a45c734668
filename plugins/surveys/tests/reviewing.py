"""What tests of the review chain share."""

from core.testing.review_ways import passed
from plugins.surveys.models import Survey
from plugins.surveys.services.surveys import (
    publish_survey,
)
from plugins.surveys.tests.factories import make_survey


def reread(survey):
    return Survey.objects.select_related("current_version").get(pk=survey.pk)


def opened(office, people, **details):
    """A survey that went through the chain."""
    manager, approver = people
    survey = make_survey(office, publish=False, **details)
    publish_survey(survey=survey, by=manager)
    passed(approver)
    return reread(survey)
