"""Which addresses may be asked: public ones, and internal ones that the operator named."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from .faults import OutgoingError, Reason

PORTS = {"http": 80, "https": 443}
OPEN_PORTS = frozenset({80, 443, 8080, 8443})
"""Other ports only where the operator named host and port: they belong to services that are no websites."""
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 addresses behind a translator (RFC 6052)."""

type Resolver = Callable[[str, int], Sequence[Any]]
"""Host and port to what `socket.getaddrinfo` gives."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads, before its name was looked up."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query."""

    @property
    def origin(self) -> tuple[str, str, int]:
        """What must stay the same for secrets to go along."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def is_public(text: str) -> bool:
    """Whether an IP address is one of the Internet, also under the forms that carry another one inside."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and (inner := list(_inner(address))):
        return all(is_public(str(each)) for each in inner)
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    )


def _inner(address: IPv6Address) -> Iterator[IPv4Address]:
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _TRANSLATED:
        yield IPv4Address(int(address) & 0xFFFFFFFF)


def place_of(url: str) -> Place:
    """Take an address apart. Raises `OutgoingError` unless it is http(s) without a name and password in it."""
    if any(ord(letter) <= 0x20 or ord(letter) == 0x7F for letter in url) or "\\" in url:
        raise OutgoingError(Reason.ADDRESS)
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii") if ":" not in (parts.hostname or "") else (
            parts.hostname or ""
        )  # fmt: skip
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        target.encode("ascii")
    except (ValueError, UnicodeError):
        raise OutgoingError(Reason.ADDRESS) from None
    if parts.scheme not in PORTS or not host or "@" in parts.netloc:
        raise OutgoingError(Reason.ADDRESS)
    return Place(parts.scheme, host.lower().rstrip("."), port or PORTS[parts.scheme], target)


def is_named_by_operator(place: Place) -> bool:
    """Whether the setting `OUTGOING_INTERNAL` names the host, with the port unless it is the scheme's own."""
    named: Sequence[str] = settings.OUTGOING_INTERNAL
    own = place.port == PORTS[place.scheme]
    return f"{place.host}:{place.port}" in named or (own and place.host in named)


def may_be_asked(url: str) -> bool:
    """Whether an address could be asked, before its name is looked up: well-formed, on a port for that."""
    try:
        place = place_of(url)
    except OutgoingError:
        return False
    return place.port in OPEN_PORTS or is_named_by_operator(place)


def look_up(place: Place, seconds: float, resolver: Resolver | None = None) -> list[Any]:
    """The socket addresses of a place, all of which may be asked. Raises `OutgoingError`.

    If one of several is internal, none counts: a name server that mixes them is up to no good.
    """
    named = is_named_by_operator(place)
    if not named and place.port not in OPEN_PORTS:
        raise OutgoingError(Reason.ADDRESS)
    found = _resolved(place, seconds, resolver or _getaddrinfo)
    if not named and not all(is_public(each[4][0]) for each in found):
        raise OutgoingError(Reason.ADDRESS)
    return found


def _getaddrinfo(host: str, port: int) -> Sequence[Any]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def _resolved(place: Place, seconds: float, resolver: Resolver) -> list[Any]:
    """Look the name up in a thread of its own, because the system's call knows no time limit."""
    found: list[Any] = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(resolver(place.host, place.port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(seconds, 0))
    if failed or (not found and not asking.is_alive()):
        raise OutgoingError(Reason.NAME)
    if not found:
        raise OutgoingError(Reason.TIME)
    return list(found)
