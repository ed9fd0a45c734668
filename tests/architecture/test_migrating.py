"""What makes migrating quicker in tests changes nothing that it makes."""

import gc

import pytest
from django.apps import apps
from django.apps.registry import Apps

from core.testing.migrating import quick_rendering

NAMES = [model._meta.label_lower for model in apps.get_models(include_swapped=True)]


def settings_that_name() -> dict[str, str | None]:
    """For each model, the setting that names it."""
    return {name: apps.get_swappable_settings_name(name) for name in NAMES}


def test_the_answers_are_django_s_also_after_a_registry_has_changed() -> None:
    before = settings_that_name()
    assert before["core_accounts.user"] == "AUTH_USER_MODEL"
    with quick_rendering():
        first = settings_that_name()
        apps.clear_cache()
        assert first == settings_that_name() == before


def test_nothing_of_it_is_left() -> None:
    before = Apps.get_swappable_settings_name, gc.get_threshold()
    with pytest.raises(KeyError), quick_rendering():
        raise KeyError
    assert (Apps.get_swappable_settings_name, gc.get_threshold()) == before
