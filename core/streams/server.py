"""The application as an ASGI server sees it: pages in threads, open streams on the event loop.

Django's own stack is synchronous; run through Django's ASGI handler it costs three times the CPU of WSGI. So requests
go through the WSGI application in a few threads, as a WSGI server would have it. A view that answers with a
LiveResponse gives its thread back, and the connection stays open without one.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from .ending import at_termination
from .hub import Hub
from .responses import LiveResponse
from .threads import Threads

type Message = dict[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]

FEW, MOST = 2, 8
"""Threads of a process that compute at a time, and all of them, with those whose request waits for something."""
IN_MEMORY = 1024 * 1024
"""Bytes of a request's body that are kept in memory; a longer one is written to a file."""
LARGEST = 100 * 1024 * 1024
PIECE = 64 * 1024
"""Bytes of a streamed answer that are sent at a time, at least."""


class Server:
    """An ASGI application around a WSGI application."""

    def __init__(
        self, application: Callable[..., Iterable[bytes]], *, few: int = FEW, most: int = MOST
    ) -> None:
        self.application = application
        self.few, self.most = few, most
        self._made: tuple[Threads, Hub] | None = None

    @property
    def _parts(self) -> tuple[Threads, Hub]:
        # Made with the first request: the application may be loaded before the workers are forked.
        if self._made is None:
            self._made = Threads(few=self.few, most=self.most), Hub()
            at_termination(asyncio.get_running_loop(), self._made[1].close)
        return self._made

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        threads, hub = self._parts
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            size = await _read_body(receive, body)
            if size is None:
                return
            if size > LARGEST:
                await send({"type": "http.response.start", "status": 413, "headers": []})
                await send({"type": "http.response.body", "body": b"The request is too large."})
                return
            environ = environment_of(scope, body, size)
            loop = asyncio.get_running_loop()
            rest, live = await threads.run(self._answer, environ, loop, send)
        for message in rest:
            await send(message)
        if live is not None:
            await _stay_open(hub, live, receive, send)

    def _answer(
        self, environ: dict[str, Any], loop: asyncio.AbstractEventLoop, send: Send
    ) -> tuple[list[Message], LiveResponse | None]:
        """Let the application answer, in a thread. Returns what is yet to be sent, and a response that stays open."""
        started: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], _info: Any = None) -> None:
            started[:] = [status, headers]

        result: Any = self.application(environ, start_response)
        try:
            live = result if isinstance(result, LiveResponse) and environ["REQUEST_METHOD"] == "GET" else None
            rest = [_start(*started, has_length=live is None)]
            waiting = bytearray()
            for piece in result:
                waiting += piece
                if len(waiting) >= PIECE and getattr(result, "streaming", False):
                    rest.append({"type": "http.response.body", "body": bytes(waiting), "more_body": True})
                    waiting.clear()
                    # The generator stays in this thread, where its connection to the database is.
                    asyncio.run_coroutine_threadsafe(_send(send, rest), loop).result()
                    rest = []
            rest.append({"type": "http.response.body", "body": bytes(waiting), "more_body": live is not None})
        finally:
            if close := getattr(result, "close", None):
                close()
        return rest, live


def _start(status: str, headers: list[tuple[str, str]], *, has_length: bool) -> Message:
    return {
        "type": "http.response.start",
        "status": int(status[:3]),
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in headers
            # An open stream has no length that could be told.
            if has_length or name.lower() != "content-length"
        ],
    }


async def _send(send: Send, messages: list[Message]) -> None:
    for message in messages:
        await send(message)


async def _read_body(receive: Receive, body: Any) -> int | None:
    """Write the body into the file; its size, or None when the client left before it was whole."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        piece = message.get("body", b"")
        size += len(piece)
        if size <= LARGEST:
            body.write(piece)
        if not message.get("more_body"):
            body.seek(0)
            return size


async def _stay_open(hub: Hub, live: LiveResponse, receive: Receive, send: Send) -> None:
    """Send what comes later, until the stream ends or the visitor leaves."""

    async def more(content: bytes) -> None:
        await send({"type": "http.response.body", "body": content, "more_body": True})

    async def left() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    tasks = [
        asyncio.ensure_future(hub.follow(live.feed, live.cursor, live.table, more)),
        asyncio.ensure_future(left()),
    ]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def environment_of(scope: Mapping[str, Any], body: Any, size: int) -> dict[str, Any]:
    """The request as a WSGI application reads it (PEP 3333)."""
    server = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(size) if size else "",
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if "_" in name:
            # It would be taken for the header with a hyphen in its place, which a proxy may have set.
            continue
        key = name.upper().replace("-", "_")
        if key == "CONTENT_TYPE":
            environ[key] = value
        elif key != "CONTENT_LENGTH":
            key = f"HTTP_{key}"
            separator = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value
    return environ
