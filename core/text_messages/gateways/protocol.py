"""The side of a gateway that this program knows."""

from typing import Protocol


class Gateway(Protocol):
    """Takes messages. An operator's own one is a class made with the options of `TEXT_GATEWAY` as keywords."""

    def send(self, *, number: str, text: str, key: str) -> None:
        """Hand over a text for a number of 11 digits, within seconds. `key` is the same in each try of one message.

        Raises GatewayUnavailable and GatewayRefused, whose words hold neither number nor text.
        """
