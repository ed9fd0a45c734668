"""Which gateway the operator chose, and what it lacks."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from .protocol import Gateway


def current_gateway() -> Gateway | None:
    """The gateway of the setting `TEXT_GATEWAY`, `{"CLASS": dotted path, "OPTIONS": {…}}`; None while it is empty or
    lacks something, which a system check tells."""
    chosen: Mapping[str, Any] = settings.TEXT_GATEWAY
    if not chosen or shortcomings(chosen):
        return None
    gateway: Gateway = import_string(chosen["CLASS"])(**chosen.get("OPTIONS", {}))
    return gateway


def shortcomings(chosen: Mapping[str, Any]) -> list[str]:
    """What a choice lacks, in words for the operator. A class may tell what its options lack (`shortcomings`)."""
    try:
        found = import_string(chosen["CLASS"])
    except ImportError as error:
        return [f"The gateway can't be imported: {error}"]
    if not callable(getattr(found, "send", None)):
        return [f"{chosen['CLASS']} has no method send(number=, text=, key=)."]
    if not hasattr(found, "shortcomings"):
        return []
    return list(found.shortcomings(**chosen.get("OPTIONS", {})))
