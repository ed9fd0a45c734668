"""Asking others over HTTP."""

import http.client
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from .addresses import Place, Resolver, look_up, place_of
from .connecting import Deadline, PinnedConnection
from .faults import OutgoingError, Reason

SENT_ELSEWHERE = frozenset({301, 302, 303, 307, 308})
PIECE = 65_536
AGENT = "Countywide"
OF_EVERYBODY = frozenset({"accept", "accept-language"})
"""Headers that go along to another origin; everything else may be a secret."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one request may take: seconds in all, bytes of the answer's body, redirects."""

    seconds: float = 10
    size: int = 20 * 1024 * 1024
    redirects: int = 3


@dataclass(frozen=True)
class Answer:
    """What came back. `url` is where it came from after redirects; headers are by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    seconds: float


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    limits: Limits | None = None,
    resolver: Resolver | None = None,
) -> Answer:
    """Ask an address that somebody typed in. Any status is an answer. Raises `OutgoingError`.

    Only GET and HEAD follow redirects: what a POST carries is meant for one receiver. Proxies of the environment
    are not used, because they would look names up again.
    """
    limits = limits or Limits()
    began, deadline = time.monotonic(), Deadline(limits.seconds)
    place, sent = place_of(url), {name.lower(): value for name, value in (headers or {}).items()}
    for _hop in range(limits.redirects + 1):
        status, found, content = _ask(place, method, sent, body, limits, deadline, resolver)
        if status not in SENT_ELSEWHERE or "location" not in found:
            return Answer(status, found, content, url, time.monotonic() - began)
        if method not in {"GET", "HEAD"}:
            raise OutgoingError(Reason.REDIRECT)
        url = urljoin(url, found["location"])
        onward = place_of(url)
        if place.scheme == "https" and onward.scheme != "https":
            raise OutgoingError(Reason.REDIRECT)
        if onward.origin != place.origin:
            sent = {name: value for name, value in sent.items() if name in OF_EVERYBODY}
        place = onward
    raise OutgoingError(Reason.REDIRECT)


def _ask(
    place: Place,
    method: str,
    headers: Mapping[str, str],
    body: bytes | None,
    limits: Limits,
    deadline: Deadline,
    resolver: Resolver | None,
) -> tuple[int, dict[str, str], bytes]:
    connection = PinnedConnection(place, look_up(place, deadline.left, resolver), deadline)
    sent = {
        "host": place.authority, "user-agent": AGENT, "accept-encoding": "identity", "connection": "close", **headers,
    }  # fmt: skip
    try:
        connection.request(method, place.target, body, sent)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, _body(answer, found, limits.size)
    except OutgoingError:
        raise
    except ssl.SSLCertVerificationError:
        raise OutgoingError(Reason.CERTIFICATE) from None
    except TimeoutError:
        raise OutgoingError(Reason.TIME) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise OutgoingError(Reason.TIME if deadline.passed else Reason.BROKEN) from None
    finally:
        deadline.release()
        connection.close()


def _body(answer: http.client.HTTPResponse, headers: Mapping[str, str], most: int) -> bytes:
    """The whole body or none: half a list of rows would be a wrong one."""
    if headers.get("content-encoding", "identity") != "identity":
        raise http.client.HTTPException
    content = bytearray()
    while piece := answer.read(PIECE):
        content += piece
        if len(content) > most:
            raise OutgoingError(Reason.SIZE)
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
    return bytes(content)
