"""Why a request to others gave no answer."""

from enum import StrEnum


class Reason(StrEnum):
    """What went wrong, without anything of the request: it may be kept and logged."""

    ADDRESS = "address"
    """The address is none that may be asked."""
    NAME = "name"
    """The name server knows no such host."""
    UNREACHABLE = "unreachable"
    TIME = "time"
    """No whole answer within the time."""
    CERTIFICATE = "certificate"
    SIZE = "size"
    BROKEN = "broken"
    """The answer ended too early or is no HTTP."""
    REDIRECT = "redirect"
    """Sent elsewhere too often, from https to http, or with a request that must not be repeated."""


class OutgoingError(Exception):
    """There is no answer. The message names the reason and never the address, which may hold a secret."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
