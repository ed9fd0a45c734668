"""A hundred decisions at once: one wins, the others are told who was quicker."""

import threading
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from core.access.roles import Role
from core.accounts.models import User
from core.review.models import Decision, Review, Verdict
from core.review.services import AlreadyDecided, decide, submit_page
from core.testing.factories import UserFactory

from .conftest import Chain

PEOPLE = 10
DECISIONS = 100


def _decide(
    review_id: int, person: User, verdict: Verdict, start: threading.Barrier, found: list[str]
) -> None:
    start.wait()
    try:
        decide(
            review=Review.objects.get(pk=review_id),
            step="review",
            verdict=verdict,
            by=person,
            note="一起决定",
        )
        found.append("won")
    except AlreadyDecided as late:
        found.append(" ".join(late.messages))
    except (PermissionDenied, ValidationError) as other:
        found.append(f"unexpected: {other}")
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_one_of_a_hundred_decisions_wins(chain: Chain) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    people = [UserFactory(role=Role.REVIEWER, role__subsite=chain.county.shiqiao) for _ in range(PEOPLE)]
    found: list[str] = []
    start = threading.Barrier(DECISIONS)
    threads = [
        threading.Thread(
            target=_decide,
            args=(
                review.pk,
                people[number % PEOPLE],
                (Verdict.PASSED, Verdict.RETURNED)[number % 2],
                start,
                found,
            ),
        )
        for number in range(DECISIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = Decision.objects.get(review=review, step="review")
    told = Counter(found)
    assert told["won"] == 1
    assert len(found) == DECISIONS
    others = set(told) - {"won"}
    assert len(others) == 1
    assert made.person_name in others.pop()
    review.refresh_from_db()
    assert review.state == ("open" if made.verdict == "passed" else "returned")


@pytest.mark.django_db(transaction=True)
def test_one_of_many_submissions_wins(chain: Chain) -> None:
    page = chain.draft()
    start, found = threading.Barrier(8), list[str]()

    def submit() -> None:
        start.wait()
        try:
            submit_page(page=page, by=User.objects.get(pk=chain.contributor.pk))
            found.append("won")
        except ValidationError as refusal:
            found.append(refusal.messages[0])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=submit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(found)["won"] == 1
    assert len(found) == 8
    assert Review.objects.filter(page=page).count() == 1
