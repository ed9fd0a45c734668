"""Verifying a telephone number: a code by message, through a sender that the operator names.

`SURVEYS_PHONE_SENDER` is the dotted path of a class whose instances have `send(number: str, text: str) -> None`, and
raise `SendingFailed` when the gateway refuses. Without it, surveys by telephone number are not offered.
"""

import secrets
from datetime import timedelta
from typing import Protocol

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from plugins.surveys.models import PhoneCheck, Survey
from plugins.surveys.services.tokens import digest, phone_token

MINUTES = 10
ATTEMPTS = 5
SENDINGS = 3
SALT = "surveys.phone"
PROOF_SECONDS = 24 * 60 * 60


class SendingFailed(Exception):
    """The gateway did not take the message."""


class TooMany(Exception):
    """Too many codes were asked for, or too many wrong ones entered."""


class Sender(Protocol):
    """A gateway for short messages."""

    def send(self, number: str, text: str) -> None:
        """Send a text to a number of 11 digits. Raises SendingFailed."""


def phone_sender() -> Sender | None:
    """The operator's gateway, if there is one."""
    path = getattr(settings, "SURVEYS_PHONE_SENDER", "")
    return import_string(path)() if path else None


def send_code(*, survey: Survey, number: str) -> None:
    """Send a code to a mobile number. Raises TooMany and SendingFailed."""
    sender = phone_sender()
    if sender is None:
        raise SendingFailed
    token = phone_token(survey, number)
    code = f"{secrets.randbelow(1_000_000):06d}"
    now = timezone.now()
    with transaction.atomic():
        PhoneCheck.objects.filter(expires_at__lte=now).delete()
        check = PhoneCheck.objects.select_for_update().filter(pk=token).first()
        if check is None:
            check = PhoneCheck(token=token, survey=survey, sent=0)
        if check.sent >= SENDINGS:
            raise TooMany
        check.code, check.attempts, check.sent = digest("code", token, code), 0, check.sent + 1
        check.expires_at = now + timedelta(minutes=MINUTES)
        check.save()
    sender.send(
        number,
        _("%(code)s is your code for the survey “%(survey)s”. It is good for %(minutes)d minutes.")
        % {"code": code, "survey": survey.title, "minutes": MINUTES},
    )


def prove_phone(*, survey: Survey, number: str, code: str) -> str:
    """The signed proof that the code is right, for `proven_token`; empty if it is wrong. Raises TooMany."""
    token = phone_token(survey, number)
    with transaction.atomic():
        check = PhoneCheck.objects.select_for_update().filter(pk=token, expires_at__gt=timezone.now()).first()
        if check is None:
            return ""
        if check.attempts >= ATTEMPTS:
            refused = True
        else:
            refused = False
            if constant_time_compare(check.code, digest("code", token, code)):
                check.delete()
                return signing.dumps(token, salt=SALT)
            check.attempts += 1
            check.save(update_fields=["attempts"])
    if refused:
        raise TooMany
    return ""


def proven_token(proof: str) -> str:
    """The participation token that a proof stands for; empty if it is none, or is over a day old."""
    try:
        token = signing.loads(proof, salt=SALT, max_age=PROOF_SECONDS)
    except signing.BadSignature:
        return ""
    return str(token)
