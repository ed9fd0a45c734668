"""Telling the plugins what happened."""

from typing import Any

from core.plugin_api.contributions import Subscription
from core.plugin_api.events import Event
from core.tenancy.holding import held_table

from .collecting import collect


def dispatch(event: Event) -> None:
    """Call the subscribers of the plugins that are on for the event's subsite, in order, each for itself."""

    def hears(subscription: Subscription[Any]) -> bool:
        return isinstance(event, subscription.event)

    def tell(subscription: Subscription[Any]) -> object:
        return subscription.handler(event)

    collect(Subscription, subsite=held_table().by_id.get(event.subsite_id), call=tell, where=hears)
