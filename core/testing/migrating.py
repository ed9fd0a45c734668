"""Migrating in tests, with less work for nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps.registry import Apps

RARELY = (100_000, 20, 50)
"""Thresholds of Python's garbage collector: rendered models live long, and are too many to be looked at so often."""


@contextmanager
def quick_rendering() -> Iterator[None]:
    """Let Django make the models of each migration's state faster; what it makes is the same.

    For every foreign key it asks which setting names the model, and forgets all answers with each model that it makes
    in any registry. Settings do not change while it migrates.
    """
    before: Any = Apps.get_swappable_settings_name
    thresholds = gc.get_threshold()

    @cache
    def answer(registry: Apps, model: str) -> str | None:
        found: str | None = before(registry, model)
        return found

    def kept(registry: Apps, model: str) -> str | None:
        return answer(registry, model)

    kept.cache_clear = before.cache_clear  # type: ignore[attr-defined]  # registries clear their own
    Apps.get_swappable_settings_name = kept  # type: ignore[assignment]  # in Django's place meanwhile
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        Apps.get_swappable_settings_name = before  # type: ignore[method-assign]  # Django's again
        gc.set_threshold(*thresholds)
