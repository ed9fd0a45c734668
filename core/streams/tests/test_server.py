"""The application behind an ASGI server: requests as WSGI has them, answers whole, streams open."""

import asyncio
import io
import json
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from core.streams import hub as hub_module
from core.streams.responses import LiveResponse, live_response
from core.streams.server import LARGEST, Server, environment_of
from core.tenancy.table import subsite_table, touch_revision

SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "GET",
    "path": "/镇/",
    "query_string": b"a=1",
    "http_version": "1.1",
    "scheme": "http",
    "client": ("10.0.0.9", 4711),
    "server": ("127.0.0.1", 8000),
    "headers": [
        (b"host", b"localhost:8000"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x-forwarded-for", b"1.1.1.1"),
        (b"x_forwarded_for", b"6.6.6.6"),
        (b"content-type", b"text/plain"),
    ],
}


def test_the_request_as_wsgi_has_it():
    environ = environment_of(SCOPE, io.BytesIO(b"xyz"), 3)
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/镇/"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_X_FORWARDED_FOR"] == "1.1.1.1"
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/plain", "3")
    assert (environ["REMOTE_ADDR"], environ["QUERY_STRING"]) == ("10.0.0.9", "a=1")


class Connection:
    """The server's side of one request."""

    def __init__(self, *pieces: bytes, more: bool = False) -> None:
        ends = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
        self.incoming: list[dict[str, Any]] = [
            *ends,
            {"type": "http.request", "body": b"", "more_body": more},
        ]
        self.sent: list[dict[str, Any]] = []
        self.left = asyncio.Event()
        self.got = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        if self.incoming:
            return self.incoming.pop(0)
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)
        self.got.set()

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)


def asked(application: Any, connection: Connection, **scope: Any) -> Connection:
    asyncio.run(Server(application, few=1, most=1)({**SCOPE, **scope}, connection.receive, connection.send))
    return connection


def answering(make: Any) -> Any:
    """A WSGI application of one view."""

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        response = make(environ)
        start_response(f"{response.status_code} OK", list(response.items()))
        return response

    return application


def test_an_answer_with_the_body_that_was_sent():
    def view(environ: dict[str, Any]) -> HttpResponse:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        return HttpResponse(body[::-1], status=201, headers={"X-Length": str(len(body))})

    got = asked(answering(view), Connection(b"ab", b"cd"), method="POST")
    assert got.sent[0]["status"] == 201
    assert (b"x-length", b"4") in got.sent[0]["headers"]
    assert got.body == b"dcba"
    assert got.sent[-1]["more_body"] is False


def test_a_long_answer_arrives_whole_and_is_closed():
    closed = []

    def view(_environ: dict[str, Any]) -> StreamingHttpResponse:
        response = StreamingHttpResponse(b"x" * 5000 for _number in range(100))
        response._resource_closers.append(lambda: closed.append(True))
        return response

    got = asked(answering(view), Connection())
    assert len(got.body) == 500_000
    assert len(got.sent) > 3
    assert closed == [True]


def test_a_body_that_is_too_large_is_refused():
    piece = b"x" * (1024 * 1024)
    got = asked(answering(lambda environ: HttpResponse()), Connection(*[piece] * (LARGEST // len(piece) + 1)))
    assert got.sent[0]["status"] == 413


def test_somebody_who_left_while_sending_gets_no_answer():
    connection = Connection()
    connection.incoming = [{"type": "http.disconnect"}]
    assert asked(answering(lambda environ: HttpResponse()), connection).sent == []


@pytest.mark.django_db(transaction=True)
def test_a_stream_stays_open_until_the_visitor_leaves(source, monkeypatch):
    monkeypatch.setattr(hub_module, "TICK_SECONDS", 0.01)
    touch_revision()
    source.say("一")

    async def run() -> Connection:
        table = await asyncio.to_thread(subsite_table)

        def view(_environ: dict[str, Any]) -> LiveResponse:
            response = LiveResponse(source.feed, list(source.events), 1)
            response.table = table
            return response

        connection = Connection()
        server = Server(answering(view), few=1, most=1)
        task = asyncio.ensure_future(server(SCOPE, connection.receive, connection.send))
        async with asyncio.timeout(10):
            while "一" not in connection.body.decode():
                connection.got.clear()
                await connection.got.wait()
            source.say("二")
            while "二" not in connection.body.decode():
                connection.got.clear()
                await connection.got.wait()
            assert not task.done()
            connection.left.set()
            await task
        return connection

    got = asyncio.run(run())
    assert not any(name == b"content-length" for name, _value in got.sent[0]["headers"])
    assert got.body.decode().count("data: ") == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "query", "expected"),
    [
        ("2", "0", ["三"]),
        ("", "1", ["二", "三"]),
        ("x", "", ["一", "二", "三"]),
        ("9" * 30, "", ["一", "二", "三"]),
    ],
)
def test_where_to_go_on(source, header, query, expected):
    for text in ("一", "二", "三"):
        source.say(text)
    data = {"form": "json", "after": query}
    headers = {"last-event-id": header} if header else {}
    answer = live_response(RequestFactory().get("/", data, headers=headers), source.feed)
    assert [event["data"] for event in json.loads(answer.content)["events"]] == expected
