"""Plain HTTP: what the server sends, before any browser has touched it."""

import http.client
from dataclasses import dataclass
from email.message import Message
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """One answer; redirects are not followed."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        """The body, which is always UTF-8."""
        return self.body.decode("utf-8")

    @property
    def location(self) -> str:
        """Where a redirect leads; "" without one."""
        return self.headers.get("Location", "")


def ask(address: str, *, host: str = "", cookie: str = "") -> Answer:
    """GET the address from this machine; `host` replaces the Host header.

    The name is not looked up: libraries differ on whether names below localhost are this machine.
    """
    parts = urlsplit(address)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=SECONDS)
    headers = {
        "Host": host or parts.netloc,
        "Accept-Language": "zh-CN",
        **({"Cookie": cookie} if cookie else {}),
    }
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", quote(path, safe="/?&=%-~:,+"), headers=headers)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"link", "meta"}:
            self.found.append({"tag": tag, **{name: value or "" for name, value in attrs}})


def head_of(html: str) -> list[dict[str, str]]:
    """The attributes of every link and meta element, with the element's name as `tag`."""
    reader = _Links()
    reader.feed(html)
    return reader.found


def links(html: str, rel: str) -> list[dict[str, str]]:
    """The link elements of one relation."""
    return [row for row in head_of(html) if row["tag"] == "link" and rel in row.get("rel", "").split()]


def marks(html: str) -> dict[str, str]:
    """The named meta elements: the page marks."""
    return {row["name"]: row.get("content", "") for row in head_of(html) if row.get("name")}
