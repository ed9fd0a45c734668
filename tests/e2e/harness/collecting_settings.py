"""The demonstration's settings, for collecting its static files alone."""

from settings.demonstration import *  # noqa: F403 - all but what is said here

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "tests.e2e.harness.collecting.QuickStorage"}}  # noqa: F405 - of the demonstration's
