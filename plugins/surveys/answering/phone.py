"""Verifying a telephone number: a code by text message, known here by its digest alone."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from core.text_messages.models import State
from core.text_messages.querysets import states_of
from core.text_messages.services import NotAvailable, is_available, send_text_message
from plugins.surveys.models import PhoneCheck, Survey
from plugins.surveys.services.tokens import digest, phone_token

MINUTES = 10
ATTEMPTS = 5
SENDINGS = 3
"""Codes that one number gets within MINUTES of the newest; a message that failed does not count."""
SALT = "surveys.phone"
PROOF_SECONDS = 24 * 60 * 60


class TooMany(Exception):
    """Too many codes were asked for, or too many wrong ones entered."""


def send_code(*, survey: Survey, number: str) -> None:
    """Have a code sent to a mobile number; an earlier one is no longer good. Raises TooMany and NotAvailable."""
    if not is_available():
        raise NotAvailable
    token = phone_token(survey, number)
    code = f"{secrets.randbelow(1_000_000):06d}"
    now = timezone.now()
    good_for = timedelta(minutes=MINUTES)
    PhoneCheck.objects.filter(expires_at__lte=now).delete()
    with transaction.atomic():
        # Locked, also where two requests make it at once: the second finds what the first has counted.
        check, _made = PhoneCheck.objects.select_for_update().get_or_create(
            token=token, defaults={"survey": survey, "sent": 0, "expires_at": now + good_for}
        )
        counted = _without_failed(check.messages)
        if len(counted) >= SENDINGS:
            raise TooMany
        words = _("%(code)s is your code for the survey “%(survey)s”. It is good for %(minutes)d minutes.")
        message = send_text_message(
            number=number,
            text=words % {"code": code, "survey": survey.title, "minutes": MINUTES},
            good_for=good_for,
        )
        check.code, check.attempts = digest("code", token, code), 0
        check.messages = [*counted, str(message)]
        check.sent = len(check.messages)
        check.expires_at = now + good_for
        check.save()


def _without_failed(messages: list[str]) -> list[str]:
    states = _states(messages)
    return [each for each in messages if states.get(UUID(each)) != State.FAILED]


def _states(messages: list[str]) -> Mapping[UUID, State]:
    return states_of(UUID(each) for each in messages)


def sending_state(*, survey: Survey, number: str) -> State | None:
    """What became of the newest message to a number; None where no code is waited for."""
    check = PhoneCheck.objects.filter(pk=phone_token(survey, number), expires_at__gt=timezone.now()).first()
    if check is None or not check.messages:
        return None
    return _states(check.messages[-1:]).get(UUID(check.messages[-1]))


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
