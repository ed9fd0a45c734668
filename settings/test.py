"""Settings of the test suite: tasks at once, quick passwords, plain static files."""

from .base import *  # noqa: F403

SECRET_KEY = "tests-only"
DEMONSTRATION = True
SERVE_PICTURES = True
PLUGIN_PATIENCE = 1000.0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
EXTRA_HOSTS = [*EXTRA_HOSTS, "testserver", "127.0.0.1"]  # noqa: F405
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
TEXT_GATEWAY = {}
SECOND_FACTOR_REQUIRED = False
"""The tests of it turn it on; the others sign people in without ceremony."""
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}  # noqa: F405
