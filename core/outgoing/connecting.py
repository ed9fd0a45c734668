"""Connections to addresses that were judged, and the clock that ends them."""

import http.client
import os
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from .addresses import Place
from .faults import OutgoingError, Reason


class Deadline:
    """The end of everything that one request does. When it comes, the connection is cut.

    A socket's own time limit starts anew with every byte, so a server that sends one byte a second would hold it for
    ever.
    """

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self.passed = False
        self._wire: socket.socket | None = None
        self._timer: threading.Timer | None = None

    @property
    def left(self) -> float:
        """Seconds that are left; never less than none."""
        return max(0.0, self.ends - time.monotonic())

    def watch(self, wire: socket.socket) -> None:
        """Cut this connection when the time is over. A duplicate is cut: the original may be wrapped meanwhile."""
        self._wire = socket.socket(fileno=os.dup(wire.fileno()))
        self._timer = threading.Timer(self.left, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def _cut(self) -> None:
        self.passed = True
        wire = self._wire
        if wire is not None:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        """Stop watching."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            self._timer = None
        if self._wire is not None:
            self._wire.close()
            self._wire = None


class PinnedConnection(http.client.HTTPConnection):
    """A connection to one of the addresses found, whatever the name server says by now."""

    def __init__(self, place: Place, found: Sequence[Any], deadline: Deadline) -> None:
        super().__init__(place.host, place.port)
        self.place, self.found, self.deadline = place, found, deadline

    def connect(self) -> None:
        """Try the addresses in turn, and speak TLS with the name that was asked for."""
        wire = self._wire()
        self.deadline.watch(wire)
        self.sock = wire
        if self.place.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(wire, server_hostname=self.place.host)

    def _wire(self) -> socket.socket:
        for family, kind, protocol, _name, address in self.found:
            left = self.deadline.left
            if not left:
                raise OutgoingError(Reason.TIME)
            wire = socket.socket(family, kind, protocol)
            wire.settimeout(left)
            try:
                wire.connect(address)
            except OSError:
                wire.close()
            else:
                return wire
        raise OutgoingError(Reason.UNREACHABLE if self.deadline.left else Reason.TIME)
