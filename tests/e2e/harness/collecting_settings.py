"""The demonstration's settings, for collecting its static files alone."""

from settings.demonstration import *  # noqa: F403

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "tests.e2e.harness.collecting.QuickStorage"}}  # noqa: F405
