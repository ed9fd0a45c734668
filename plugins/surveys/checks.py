"""Checks of the operator's settings."""

from collections.abc import Iterable

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string


def check_phone_sender() -> Iterable[CheckMessage]:
    """`SURVEYS_PHONE_SENDER`, if it is set, names a class with a method `send`."""
    path = getattr(settings, "SURVEYS_PHONE_SENDER", "")
    if not path:
        return
    try:
        sender = import_string(path)
    except ImportError as error:
        yield Error(
            f"SURVEYS_PHONE_SENDER can't be imported: {error}",
            hint="Name a class by its dotted path, or leave it empty.",
            id="surveys.E001",
        )
        return
    if not callable(getattr(sender, "send", None)):
        yield Error(
            f"SURVEYS_PHONE_SENDER: {path} has no method send(number, text).",
            hint="See plugins/surveys/README.md.",
            id="surveys.E002",
        )
