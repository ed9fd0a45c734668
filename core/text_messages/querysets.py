"""Reading what became of messages."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from .models import State, TextMessage


def state_of(message: UUID) -> State | None:
    """What became of a message; None when that is no longer known, a day after it was good for anything."""
    return states_of([message]).get(message)


def states_of(messages: Iterable[UUID]) -> dict[UUID, State]:
    """What became of several messages, by their ids; one that is no longer known is left out.

    One that still waits when it is no good any more counts as failed: it will not be sent.
    """
    now = timezone.now()
    rows = TextMessage.objects.filter(pk__in=list(messages)).values_list("pk", "state", "good_until")
    return {
        pk: State.FAILED if state == State.WAITING and good_until <= now else State(state)
        for pk, state, good_until in rows
    }
