"""Why a gateway did not take a message. The words are logged: nothing personal and no secret stands in them."""


class GatewayUnavailable(Exception):
    """It does not answer, or not now: the message is tried again."""


class GatewayRefused(Exception):
    """It does not take this message, and would not take it later."""
