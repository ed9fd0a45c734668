"""Something urgent in an office with one approver: the centre's approver is the second, or it is refused in words."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from core.access.actors import SYSTEM
from core.access.services import revoke_role
from core.accounts.models import User
from core.review.models import Publication, Review, Verdict
from core.review.querysets import waiting_for
from core.review.services import decide, submit_page
from core.testing.factories import UserFactory

from .conftest import Chain


@pytest.fixture
def alone(chain: Chain) -> Chain:
    """The office with one approver only."""
    revoke_role(user=chain.second, role="approver", subsite=chain.county.shiqiao, by=SYSTEM)
    return chain


@pytest.fixture
def central(alone: Chain) -> User:
    """The approver of the county portal."""
    return UserFactory(role="approver", role__subsite=alone.county.portal, email="central@county.example")


def urgent(chain: Chain) -> Review:
    review = submit_page(page=chain.draft(), by=chain.contributor, urgent_reason="山洪预警")
    return decide(review=review, step="secrecy", verdict=Verdict.PASSED, by=chain.secrecy)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    return client


def test_the_centres_approver_is_the_second(
    alone: Chain, central: User, django_capture_on_commit_callbacks: object
) -> None:
    review = urgent(alone)
    assert list(waiting_for(central)) == []
    address = reverse("review_item", args=[review.pk])
    assert client_of(central).get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        decide(review=review, step="approval", verdict=Verdict.PASSED, by=central)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture of pytest-django
        review = decide(review=review, step="approval", verdict=Verdict.PASSED, by=alone.approver)
    assert [message.to for message in mail.outbox][-1] == ["central@county.example"]
    assert [item.pk for item in waiting_for(central)] == [review.pk]
    assert client_of(central).get(address).context["may_decide"] is True
    review = decide(review=review, step="second_approval", verdict=Verdict.PASSED, by=central)
    assert review.state == "done"
    line = Publication.objects.get(review=review).line
    assert line == [
        ["supply", str(alone.county.shiqiao)],
        ["secrecy", str(alone.county.shiqiao)],
        ["approval", str(alone.county.shiqiao)],
        ["second_approval", str(alone.county.portal)],
    ]


def test_an_office_with_two_approvers_decides_alone(chain: Chain) -> None:
    central = UserFactory(role="approver", role__subsite=chain.county.portal)
    review = decide(review=urgent(chain), step="approval", verdict=Verdict.PASSED, by=chain.approver)
    assert list(waiting_for(central)) == []
    assert client_of(central).get(reverse("review_item", args=[review.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        decide(review=review, step="second_approval", verdict=Verdict.PASSED, by=central)


def test_approvers_of_other_offices_get_nothing(alone: Chain, central: User) -> None:
    other = UserFactory(role="approver", role__subsite=alone.county.baijie)
    review = decide(review=urgent(alone), step="approval", verdict=Verdict.PASSED, by=alone.approver)
    assert list(waiting_for(other)) == []
    with pytest.raises(PermissionDenied):
        decide(review=review, step="second_approval", verdict=Verdict.PASSED, by=other)


def test_without_any_second_approver_it_is_refused_in_words_and_nothing_is_lost(alone: Chain) -> None:
    page = alone.draft()
    with pytest.raises(ValidationError, match="needs two approvers"):
        submit_page(page=page, by=alone.contributor, urgent_reason="山洪预警")
    assert not Review.objects.exists()
    answer = client_of(alone.contributor).post(
        reverse("review_submit", args=[page.pk]), {"note": "", "urgent_reason": "山洪预警", "submit": "1"}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["urgent_reason"]
    assert answer.context["form"]["urgent_reason"].value() == "山洪预警"


def test_without_an_approver_at_all(alone: Chain, central: User) -> None:
    revoke_role(user=alone.approver, role="approver", subsite=alone.county.shiqiao, by=SYSTEM)
    with pytest.raises(ValidationError, match="Nobody in this office can approve it"):
        submit_page(page=alone.draft(), by=alone.contributor, urgent_reason="山洪预警")
