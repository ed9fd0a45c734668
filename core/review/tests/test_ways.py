"""Whichever way is tried, what is public stays as the chain cleared it."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.pages.models import ArticlePage
from core.review.models import ReviewRule
from core.review.services import remove_rule

from .conftest import Chain
from .stage import Stage, public_texts, stage_for
from .ways import PUBLISHING, Way
from .ways_back import CLOSED_ANYWAY, ONLY_WITH_CHAIN, WITHDRAWING
from .ways_screens import FORGED

WAYS_TO_PUBLISH = {**PUBLISHING, **FORGED}

type Capture = Callable[..., Any]


def changes(way: Way, stage: Stage, capture: Capture) -> list[str]:
    """What a way changed of what is public, in words; everything is rolled back. Refused by an exception of the
    gate or the database, or by a screen's answer: then nothing changed."""
    with transaction.atomic():
        before, live = public_texts(), set(Page.objects.live().values_list("pk", "path"))
        try:
            # What is done after the commit is done here, inside.
            with transaction.atomic(), capture(execute=True):
                way(stage)
        except (PermissionDenied, DatabaseError):
            pass
        after, now = public_texts(), set(Page.objects.live().values_list("pk", "path"))
        found = [f"article {pk} is public" for pk in after.keys() - before.keys()]
        found += [f"article {pk} is gone" for pk in before.keys() - after.keys()]
        found += [
            f"article {pk} says something else"
            for pk in before.keys() & after.keys()
            if before[pk] != after[pk]
        ]
        found += [
            f"page {pk} {path} moved or went public"
            for pk, path in now - live
            if pk not in after.keys() - before.keys()
        ]
        transaction.set_rollback(True)
    return sorted(found)


def refreshed(stage: Stage) -> Stage:
    """The stage read again: the way before has changed its objects in memory."""
    from core.accounts.models import User

    pages = {
        name: ArticlePage.objects.get(pk=getattr(stage, name).pk) for name in ("draft", "public", "elsewhere")
    }
    people = {
        name: User.objects.get(pk=getattr(stage.chain, name).pk)
        for name in ("contributor", "reviewer", "secrecy", "approver", "second", "manager")
    }
    news = Page.objects.get(pk=stage.chain.news.pk).specific
    chain = Chain(county=stage.chain.county, news=news, **people)
    return Stage(chain=chain, root=User.objects.get(pk=stage.root.pk), **pages)


def outcome(ways: dict[str, Way], chain: Chain, capture: Capture) -> dict[str, list[str]]:
    stage = stage_for(chain)
    return {name: changes(way, refreshed(stage), capture) for name, way in ways.items()}


def changed(found: dict[str, list[str]]) -> list[str]:
    return [name for name, words in found.items() if words]


def unchanged(found: dict[str, list[str]]) -> list[str]:
    return [name for name, words in found.items() if not words]


def told(ways: Iterable[str], kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{len(list(ways))} ways {kind} were tried and refused.\n")


def test_no_way_to_publish_gets_round_the_chain(
    chain: Chain, django_capture_on_commit_callbacks: Capture, capsys: pytest.CaptureFixture[str]
) -> None:
    found = outcome(WAYS_TO_PUBLISH, chain, django_capture_on_commit_callbacks)
    assert {name: words for name, words in found.items() if words} == {}
    told(found, "to publish", capsys)


def test_no_way_to_take_back_gets_round_the_chain(
    chain: Chain, django_capture_on_commit_callbacks: Capture, capsys: pytest.CaptureFixture[str]
) -> None:
    found = outcome(WITHDRAWING, chain, django_capture_on_commit_callbacks)
    assert {name: words for name, words in found.items() if words} == {}
    told(found, "to take back", capsys)


def test_the_ways_are_real(chain: Chain, django_capture_on_commit_callbacks: Capture) -> None:
    """Where no chain applies, each of them does publish or take back: so it is the chain that refused it."""
    stage = stage_for(chain)
    for rule in ReviewRule.objects.all():
        remove_rule(rule=rule, by=SYSTEM)
    ways = {**WAYS_TO_PUBLISH, **WITHDRAWING}
    found = {
        name: changes(way, refreshed(stage), django_capture_on_commit_callbacks)
        for name, way in ways.items()
        if name not in ONLY_WITH_CHAIN
    }
    assert sorted(unchanged(found)) == sorted(CLOSED_ANYWAY)
