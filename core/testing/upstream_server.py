"""An upstream that answers what was recorded: a real HTTP server, run as a program of its own.

It prints its port and answers until its standard input is closed. Below `/-/` it is told what to answer and how:

- `PUT /-/answers` takes `{"/path": {"status": 200, "type": "text/csv", "body": "…", "headers": {}, "mode": "half"}}`;
  a path may be followed by a space and the body that it answers, and an answer may have a manner of its own;
- `PUT /-/mode` takes one of `MODES` as text;
- `GET /-/requests` gives what was asked so far, as JSON.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODES = ("good", "slow", "dripping", "wrong", "failing", "half")
"""As recorded; never, within anybody's patience; a byte now and then; no such format; status 503; cut in the middle."""
PATIENCE = 30
"""Seconds until a slow one gives up itself."""


class State:
    """What the program was told."""

    answers: dict[str, dict[str, Any]] = {}
    mode = "good"
    requests: list[dict[str, Any]] = []
    closing = threading.Event()


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing: what is asked may be personal."""

    def handle_any(self) -> None:
        """Answer any method."""
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode()
        if self.path.startswith("/-/"):
            self.answer_teller(body)
            return
        asked = {
            "method": self.command,
            "path": self.path,
            "body": body,
            "headers": dict(self.headers.items()),
        }
        State.requests.append(asked)
        keys = (f"{self.path} {body}", self.path, self.path.partition("?")[0])
        kept = next((State.answers[key] for key in keys if key in State.answers), None)
        if kept is None:
            self.send(404, {}, b"nothing recorded")
            return
        headers = {"Content-Type": kept.get("type", "application/json"), **kept.get("headers", {})}
        mode = kept.get("mode") or State.mode
        self.in_mode(mode, kept.get("status", 200), headers, kept.get("body", "").encode())

    do_GET = do_POST = do_PUT = do_HEAD = handle_any  # noqa: N815 - the library's names

    def answer_teller(self, body: str) -> None:
        """Take an instruction of the test."""
        if self.path == "/-/answers":
            State.answers = json.loads(body)
        elif self.path == "/-/mode":
            State.mode = body
        self.send(200, {"Content-Type": "application/json"}, json.dumps(State.requests).encode())

    def in_mode(self, mode: str, status: int, headers: dict[str, str], body: bytes) -> None:
        """Answer in the manner that was asked for."""
        if mode == "slow":
            State.closing.wait(PATIENCE)
        if mode == "wrong":
            self.send(200, headers, b"<html>Login</html")
        elif mode == "failing":
            self.send(503, headers, b"")
        elif mode == "half":
            self.start(status, headers, len(body))
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif mode == "dripping":
            self.start(status, headers, len(body))
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if State.closing.wait(0.05):
                    break
        else:
            self.send(status, headers, body)

    def start(self, status: int, headers: dict[str, str], length: int) -> None:
        """Send the head."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """Send a whole answer."""
        self.start(status, headers, len(body))
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Says nothing of visitors who left."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who cuts the connection is what many tests are about."""


def main() -> None:
    """Serve until the standard input is closed."""
    server = Server(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    State.closing.set()


if __name__ == "__main__":
    main()
