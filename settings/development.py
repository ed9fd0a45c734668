"""For work on Countywide itself: never for visitors."""

from .base import *  # noqa: F403

SECRET_KEY = SECRET_KEY or "development-only-never-in-production"  # noqa: F405
DEBUG = True
DEMONSTRATION = True
SECOND_FACTOR_REQUIRED = bool(environment.second_factor_required)  # noqa: F405
SERVE_PICTURES = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
TEXT_GATEWAY = text_gateway(environment, VAR_DIR, "folder")  # noqa: F405
EXTRA_HOSTS = [*EXTRA_HOSTS, "127.0.0.1", "testserver"]  # noqa: F405
