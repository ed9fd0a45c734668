"""The other side of a plugin that asks others: a real HTTP server in a process of its own, and what it was asked."""

import http.client
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

PROGRAM = Path(__file__).with_name("upstream_server.py")


class Upstream:
    """A server that answers what is recorded with `answer`, in the manner of `mode`, until it is `dead`.

    Use it as a context manager, or take the fixture `upstream`. Its host is `127.0.0.1`; a test that has it asked by
    `core.outgoing` names `authority` in the setting `OUTGOING_INTERNAL`.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        self._answers: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.die()

    @property
    def authority(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"http://{self.authority}{path}"

    def answer(self, path: str, body: Any, **more: Any) -> str:
        """Record an answer (JSON unless it is text) for a path, with or without its query, or for a path and, after a
        space, the body that is sent there; `more` is what `upstream_server` takes besides. Returns the path's address.
        """
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        self._answers[path] = {"body": text, **more}
        self._tell("PUT", "/-/answers", json.dumps(self._answers))
        return self.url(path)

    def mode(self, name: str) -> None:
        """How it answers from now on; see `upstream_server.MODES`."""
        self._tell("PUT", "/-/mode", name)

    @property
    def requests(self) -> list[dict[str, Any]]:
        """What it was asked so far: method, path, body, headers."""
        found: list[dict[str, Any]] = json.loads(self._tell("GET", "/-/requests", ""))
        return found

    def die(self) -> None:
        """End the process; its port answers nobody any more."""
        if self._process.poll() is None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.wait(10)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _tell(self, method: str, path: str, body: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body.encode())
        text = connection.getresponse().read().decode()
        connection.close()
        return text
