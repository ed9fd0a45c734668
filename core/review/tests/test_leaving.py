"""Somebody leaves: what waits for them goes on, to the successor or to the office; nothing waits for nobody."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.access.models import RoleAssignment
from core.accounts.leaving.preview import work_of
from core.accounts.leaving.services import leave, leave_office
from core.accounts.models import User
from core.audit.models import AuditRecord
from core.review.models import Review, StandIn, Verdict
from core.review.querysets import supplied_by, waiting_for
from core.review.services import decide, end_review, set_stand_in, submit_page
from core.tenancy.table import SubsiteEntry, subsite_table
from core.testing.county import County
from core.testing.factories import UserFactory

from .conftest import Chain


@pytest.fixture
def heir(chain: Chain) -> User:
    return UserFactory(role="contributor", role__subsite=chain.county.shiqiao, email="heir@county.example")


def office(county: County) -> SubsiteEntry:
    return subsite_table().by_id[county.shiqiao.pk]


def counted(chain: Chain, user: User, successor: User | None = None) -> dict[str, tuple[int, str]]:
    found = work_of(user, office(chain.county), successor)
    return {work.label: (work.count, work.goes_to) for work in found}


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_a_submission_goes_to_the_successor(
    chain: Chain, heir: User, django_capture_on_commit_callbacks: object
) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    assert counted(chain, chain.contributor, heir)["Submissions of theirs under way"] == (1, str(heir))
    leave_office(user=chain.contributor, subsite=chain.county.shiqiao, by=chain.manager, successor=heir)
    review.refresh_from_db()
    assert (review.submitted_by, review.looked_after_by, review.state) == (chain.contributor, heir, "open")
    assert review.decisions.get(step="supply").person == chain.contributor
    assert [item.pk for item in supplied_by(fresh(heir))] == [review.pk]
    assert not RoleAssignment.objects.filter(user=chain.contributor).exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture of pytest-django
        decide(review=review, step="review", verdict=Verdict.RETURNED, by=chain.reviewer, note="再核")
    assert [message.to for message in mail.outbox] == [["heir@county.example"]]
    told = AuditRecord.objects.get(action="review.handed_over")
    assert (told.actor, told.data) == (chain.manager, {"reviews": [review.pk], "to": heir.pk})


def test_without_a_successor_the_office_has_it(
    chain: Chain, django_capture_on_commit_callbacks: object
) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    leave(user=chain.contributor, by=SYSTEM)
    review.refresh_from_db()
    assert review.looked_after_by is None
    assert [item.pk for item in waiting_for(chain.reviewer)] == [review.pk]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture of pytest-django
        decide(review=review, step="review", verdict=Verdict.RETURNED, by=chain.reviewer, note="再核")
    assert [message.to for message in mail.outbox] == [["manager@county.example"]]
    with pytest.raises(PermissionDenied):
        end_review(review=review, by=chain.approver)


def test_a_returned_item_is_handed_over_until_it_is_submitted_anew(chain: Chain, heir: User) -> None:
    page = chain.draft()
    first = submit_page(page=page, by=chain.contributor)
    decide(review=first, step="review", verdict=Verdict.RETURNED, by=chain.reviewer, note="再核")
    assert counted(chain, chain.contributor)["Submissions of theirs under way"][0] == 1
    submit_page(page=page, by=heir)
    assert counted(chain, chain.contributor)["Submissions of theirs under way"][0] == 0


def test_what_waits_stays_in_the_queue_of_whoever_else_holds_the_step(chain: Chain) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    other = UserFactory(role="reviewer", role__subsite=chain.county.shiqiao)
    label = "Reviews that wait for a step of theirs"
    assert counted(chain, chain.reviewer)[label] == (1, "the office's queue")
    leave(user=chain.reviewer, by=SYSTEM)
    assert [item.pk for item in waiting_for(other)] == [review.pk]


def test_the_only_one_who_can_take_a_step_does_not_leave_it_to_nobody(chain: Chain) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    hinders = [work.hinders for work in work_of(chain.reviewer, office(chain.county))]
    words = (
        "At Shiqiao Town nobody else can take the step “Reviewed”, and “水渠修好了” waits for it. "
        "Give somebody the role first, or have the step taken."
    )
    assert [found for found in hinders if found] == [words]
    for attempt in (
        lambda: leave(user=chain.reviewer, by=SYSTEM),
        lambda: leave_office(user=chain.reviewer, subsite=chain.county.shiqiao, by=chain.manager),
    ):
        with pytest.raises(ValidationError, match="nobody else can take the step"):
            attempt()
    assert fresh(chain.reviewer).is_active
    assert RoleAssignment.objects.filter(user=chain.reviewer).count() == 1
    decide(review=review, step="review", verdict=Verdict.PASSED, by=chain.reviewer)
    leave(user=chain.reviewer, by=SYSTEM)
    assert not fresh(chain.reviewer).is_active


def test_stand_ins(chain: Chain, heir: User) -> None:
    today = timezone.localdate()
    deputy = UserFactory(role="contributor", role__subsite=chain.county.shiqiao)
    for person, stand_in in ((chain.reviewer, deputy), (chain.approver, chain.second)):
        set_stand_in(
            subsite=chain.county.shiqiao, person=person, stand_in=stand_in, by=person,
            first_day=today, last_day=today + timedelta(days=3),
        )  # fmt: skip
    leave_office(user=deputy, subsite=chain.county.shiqiao, by=chain.manager, successor=heir)
    assert StandIn.objects.get(person=chain.reviewer).stand_in == heir
    leave_office(user=chain.approver, subsite=chain.county.shiqiao, by=chain.manager)
    assert not StandIn.objects.filter(person=chain.approver).exists()
    told = AuditRecord.objects.filter(action="review.stand_in_handed_over").order_by("pk")
    assert [entry.data["to"] for entry in told] == [heir.pk, None]


def test_a_successor_works_at_the_office(chain: Chain) -> None:
    stranger = UserFactory(role="contributor", role__subsite=chain.county.baijie)
    with pytest.raises(ValidationError, match="does not work there"):
        leave_office(
            user=chain.contributor, subsite=chain.county.shiqiao, by=chain.manager, successor=stranger
        )
    with pytest.raises(PermissionDenied):
        leave_office(user=chain.contributor, subsite=chain.county.shiqiao, by=chain.approver)
    assert RoleAssignment.objects.filter(user=chain.contributor).count() == 1


def test_the_manager_sees_it_all_and_does_it_in_one_act(chain: Chain, heir: User) -> None:
    page = chain.draft()
    Page.objects.filter(pk=page.pk).update(owner=chain.contributor, locked=True, locked_by=chain.contributor)
    review = submit_page(page=page, by=chain.contributor)
    client = Client()
    client.force_login(chain.manager)
    address = reverse("members_leave", args=["shiqiao", chain.contributor.pk])
    assert client.get(address).context["chosen"] is None
    data = {"way": "county", "successor": str(heir.pk)}
    shown = client.get(address, data)
    rows = shown.context["work"][0][1]
    assert [row.count for row in rows] == [1, 0, 1, 0, 0, 1, 0, 0]
    assert [rows[number].goes_to for number in (0, 1, 5)] == [str(heir)] * 3
    assert RoleAssignment.objects.filter(user=chain.contributor).exists()
    assert client.post(address, data)["Location"] == reverse("members", args=["shiqiao"])
    assert not fresh(chain.contributor).is_active
    page.refresh_from_db()
    review.refresh_from_db()
    assert (page.owner, page.locked, review.looked_after_by) == (heir, False, heir)
    assert not Review.objects.filter(looked_after_by__is_active=False).exists()


def test_a_hindrance_is_told_and_nothing_happens(chain: Chain) -> None:
    submit_page(page=chain.draft(), by=chain.contributor)
    client = Client()
    client.force_login(chain.manager)
    address = reverse("members_leave", args=["shiqiao", chain.reviewer.pk])
    shown = client.get(address, {"way": "office", "successor": ""})
    assert len(shown.context["hindrances"]) == 1
    answer = client.post(address, {"way": "office", "successor": ""})
    assert (answer.status_code, len(answer.context["form"].non_field_errors())) == (200, 1)
    assert RoleAssignment.objects.filter(user=chain.reviewer).count() == 1


def test_who_may_see_the_screen(chain: Chain) -> None:
    for person, of, expected in (
        (chain.manager, chain.contributor, 200),
        (chain.manager, chain.manager, 404),
        (chain.approver, chain.contributor, 404),
        (UserFactory(role="manager", role__subsite=chain.county.baijie), chain.contributor, 404),
    ):
        client = Client()
        client.force_login(person)
        assert client.get(reverse("members_leave", args=["shiqiao", of.pk])).status_code == expected


def test_a_manager_of_two_offices_moves_somebody(chain: Chain, heir: User) -> None:
    from core.access.services import assign_role

    assign_role(user=chain.manager, role="manager", subsite=chain.county.baijie, by=SYSTEM)
    review = submit_page(page=chain.draft(), by=chain.contributor)
    client = Client()
    client.force_login(chain.manager)
    address = reverse("members_leave", args=["shiqiao", chain.contributor.pk])
    refused = client.get(address, {"way": "move", "successor": "", "to": "", "role": ""})
    assert sorted(refused.context["form"].errors) == ["role", "to"]
    data = {"way": "move", "to": "baijie", "role": "contributor", "successor": str(heir.pk)}
    assert client.post(address, data).status_code == 302
    assert list(RoleAssignment.objects.filter(user=chain.contributor).values_list("subsite", "role")) == [
        (chain.county.baijie.pk, "contributor")
    ]
    review.refresh_from_db()
    assert review.looked_after_by == heir
