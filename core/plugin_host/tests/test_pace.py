"""Plugins that are slow: told, counted, rested, and tried again."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from core.access.actors import SYSTEM
from core.plugin_api import PageSlot, enable_plugin
from core.plugin_host import collecting
from core.plugin_host.models import PluginFault
from core.plugin_host.pace import Pace
from core.plugin_host.tests.test_collecting import put, slot
from core.slots.rendering import slots_of
from core.tenancy.table import subsite_table
from core.testing.county import County
from core.testing.factories import UserFactory

KEY = ("notices.above_home", 1)
BUDGET = 0.25


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    """A measure that has seen the contribution begin."""
    pace = Pace(clock)
    assert pace.note(KEY, 9.0, BUDGET) is None
    return pace


def slow(pace: Pace, clock: Clock, times: int, every: float = 1.0) -> list[float | None]:
    found = []
    for _ in range(times):
        clock.now += every
        found.append(pace.note(KEY, BUDGET + 0.01, BUDGET))
    return found


def test_an_answer_within_its_budget_is_never_told(pace: Pace) -> None:
    assert [pace.note(KEY, BUDGET, BUDGET) for _ in range(100)] == [None] * 100
    assert pace.rests(KEY) is False


def test_five_slow_answers_within_a_minute_bring_a_rest(pace: Pace, clock: Clock) -> None:
    assert slow(pace, clock, 5) == [0.0, 0.0, 0.0, 0.0, 60.0]
    assert pace.rests(KEY) is True
    assert pace.rests(("notices.above_home", 2)) is False
    clock.now += 59.9
    assert pace.rests(KEY) is True
    clock.now += 0.1
    assert pace.rests(KEY) is False


def test_five_slow_answers_in_a_longer_time_do_not(pace: Pace, clock: Clock) -> None:
    assert slow(pace, clock, 20, every=16.0) == [0.0] * 20


def test_quick_answers_between_do_not_hide_the_slow_ones(pace: Pace, clock: Clock) -> None:
    for _ in range(4):
        slow(pace, clock, 1)
        pace.note(KEY, 0.01, BUDGET)
    assert slow(pace, clock, 1) == [60.0]


def test_one_that_is_still_slow_rests_twice_as_long_at_most_ten_minutes(pace: Pace, clock: Clock) -> None:
    slow(pace, clock, 5)
    rests = []
    for _ in range(5):
        clock.now += 10_000
        rests += slow(pace, clock, 1)
    assert rests == [120.0, 240.0, 480.0, 600.0, 600.0]


def test_one_that_is_quick_again_starts_anew(pace: Pace, clock: Clock) -> None:
    slow(pace, clock, 5)
    clock.now += 61
    pace.note(KEY, 0.01, BUDGET)
    assert slow(pace, clock, 5) == [0.0, 0.0, 0.0, 0.0, 60.0]


def test_an_answer_that_began_before_the_rest_does_not_lengthen_it(pace: Pace, clock: Clock) -> None:
    assert slow(pace, clock, 7) == [0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0]


@pytest.fixture
def on(county: County, monkeypatch: pytest.MonkeyPatch, settings: Any) -> County:
    """The county with notices on for Shiqiao, and a measure of its own that finds every answer slow."""
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    monkeypatch.setattr(collecting, "pace", Pace())
    settings.PLUGIN_PATIENCE = 0.0
    return county


def foot() -> str:
    entry = subsite_table().by_slug["shiqiao"]
    return str(slots_of(request=RequestFactory().get("/"), page=None, subsite=entry)["footer"])


def test_a_slow_slot_is_shown_counted_and_then_left_out(on: County, monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, "page_slots", slot("slow", {"notices": []}))
    assert ["<section" in foot() for _ in range(8)] == [True] * 6 + [False] * 2
    assert set(PluginFault.objects.values_list("slug", "contribution", "message")) == {
        ("notices", "notices.slow", "Slow: 0 ms"),
        ("notices", "notices.slow", "Rested: 60 s"),
    }


def test_slow_and_raising_slots_are_told_on_the_screen_and_by_the_check(
    on: County, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    put(monkeypatch, "page_slots", slot("slow", {"notices": []}), slot("bad", ValueError("no such thing")))
    foot()
    foot()
    client.force_login(UserFactory(role="manager", role__subsite=on.shiqiao))
    screen = client.get(reverse("plugin_switches")).content.decode()
    assert "用时超过0 ms" in screen
    told = StringIO()
    call_command("plugin", "check", stdout=StringIO(), stderr=told)
    assert (
        "(countywide.W119) Plugin 'notices': notices.slow took longer than 0 ms (1 times, last on"
        in told.getvalue()
    )
    assert (
        "(countywide.W120) Plugin 'notices': notices.bad raised ValueError: no such thing (1 times"
        in told.getvalue()
    )


@pytest.mark.django_db
def test_an_exit_in_a_slot_is_a_fault_like_any_other(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)

    def leave(_context: Any) -> Any:
        raise SystemExit(3)

    put(
        monkeypatch,
        "page_slots",
        PageSlot(name="bad", slot=slot("x", None).slot, template="notices/above_page.html", context=leave),
    )
    assert foot() == ""
    assert PluginFault.objects.get().message == "SystemExit: 3"
