"""Having a message sent."""

import json
import re
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.sealing import seal

from .gateways import current_gateway
from .models import State, TextMessage
from .tasks import deliver

MOBILE = re.compile(r"1[3-9][0-9]{9}")
"""A mobile number of the mainland, as the numbering plan of the telecommunications network has it."""
LONGEST = 500
"""Characters of a message, its parts joined; what gateways take at most."""
KEPT = timedelta(days=1)
"""For how long it is known what became of a message, after it was good for anything."""


class NotAvailable(Exception):
    """This installation has no gateway."""


def is_available() -> bool:
    """Whether messages can be sent from here; what needs them is not offered otherwise."""
    return current_gateway() is not None


@transaction.atomic
def send_text_message(*, number: str, text: str, good_for: timedelta) -> UUID:
    """Have a message sent to a mobile number of 11 digits once the transaction has been committed.

    It is tried again for as long as it is good for something, and dropped then. Returns the id under which
    `querysets.state_of` knows what became of it. There is no `by` and no record: who gets a message is personal, and
    nobody's decision. Raises NotAvailable, and ValueError for what is no mobile number, and for an empty or long text.
    """
    if not MOBILE.fullmatch(number):
        raise ValueError("This is no mobile number of 11 digits.")
    if not text.strip() or len(text) > LONGEST:
        raise ValueError(f"A message has 1 to {LONGEST} characters.")
    if not is_available():
        raise NotAvailable
    message = TextMessage.objects.create(
        sealed=seal(json.dumps([number, text], ensure_ascii=False)), good_until=timezone.now() + good_for
    )
    transaction.on_commit(partial(deliver.enqueue, str(message.pk), 1))
    return message.pk


def forget_text_messages(now: datetime | None = None) -> int:
    """Give up what is no good any more and still waits (its worker was ended), and forget all a day later.

    Returns how many were forgotten.
    """
    now = now or timezone.now()
    TextMessage.objects.filter(state=State.WAITING, good_until__lte=now).update(state=State.FAILED, sealed="")
    return TextMessage.objects.filter(good_until__lte=now - KEPT).delete()[0]
