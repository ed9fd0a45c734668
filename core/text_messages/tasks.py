"""Handing messages to the gateway, in the worker."""

import json
import logging
from datetime import timedelta
from uuid import UUID

from django.tasks import task
from django.utils import timezone

from core.sealing import unseal

from .gateways import Gateway, GatewayRefused, GatewayUnavailable, current_gateway
from .models import State, TextMessage

logger = logging.getLogger("countywide.text_messages")

PAUSES = (timedelta(seconds=5), timedelta(seconds=20), timedelta(seconds=60))
"""Between one try and the next: somebody waits for the message, telephone in hand."""


@task()
def deliver(message_id: str, number_of_try: int) -> str:
    """Hand a message to the gateway; its state, "waiting" when it is tried again, or "nothing" when there was none to
    hand over: each try is made once, however often its task runs.
    """
    key, now = UUID(message_id), timezone.now()
    waiting = TextMessage.objects.filter(pk=key, state=State.WAITING)
    if not waiting.filter(tries=number_of_try - 1).update(tries=number_of_try):
        return "nothing"
    message = waiting.get()
    if message.good_until <= now:
        return _ended(message, State.FAILED, "no good any more")
    gateway = current_gateway()
    if gateway is None:
        return _ended(message, State.FAILED, "no gateway any more")
    try:
        number, text = json.loads(unseal(message.sealed))
    except ValueError:
        return _ended(message, State.FAILED, "sealed with another key")
    try:
        _hand_over(gateway, number, text, str(key))
    except GatewayRefused as refused:
        return _ended(message, State.FAILED, str(refused))
    except GatewayUnavailable as unavailable:
        return _again(message, str(unavailable))
    return _ended(message, State.SENT)


def _hand_over(gateway: Gateway, number: str, text: str, key: str) -> None:
    """Ask the gateway. Whatever else an operator's own one raises is a refusal, of which only the class is kept: its
    words may hold the number."""
    try:
        gateway.send(number=number, text=text, key=key)
    except (GatewayRefused, GatewayUnavailable):
        raise
    except Exception as error:  # noqa: BLE001 - a stranger's code may raise anything
        raise GatewayRefused(type(error).__qualname__) from None


def _again(message: TextMessage, why: str) -> str:
    tried = message.tries
    next_time = timezone.now() + PAUSES[tried - 1] if tried <= len(PAUSES) else None
    if next_time is None or next_time >= message.good_until or not deliver.get_backend().supports_defer:
        return _ended(message, State.FAILED, why)
    logger.info("text message %s: try %s failed: %s", message.pk, tried, why)
    deliver.using(run_after=next_time).enqueue(str(message.pk), tried + 1)
    return State.WAITING.value


def _ended(message: TextMessage, state: State, why: str = "") -> str:
    TextMessage.objects.filter(pk=message.pk).update(state=state, sealed="")
    if state == State.FAILED:
        logger.warning("text message %s was not sent after %s tries: %s", message.pk, message.tries, why)
    return state.value
