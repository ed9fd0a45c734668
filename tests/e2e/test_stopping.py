"""Stopping the server while many follow: each stream ends whole, and browsers come back to the next server."""

import socket
from pathlib import Path

from playwright.sync_api import Page, expect

from deploy.commands import demo
from deploy.commands import demonstration as built
from deploy.commands.places import PYTHON, ROOT
from deploy.commands.ports import next_free
from deploy.commands.processes import GRACE_SECONDS, Process, Processes
from tests.e2e.harness import demonstration
from tests.e2e.harness.server import County, wait_until_ready

INTERVIEW = "/-/interviews/winter-safety/"
FOLLOWERS = 100
LAST_PIECE = b"0\r\n\r\n"
"""How an answer in pieces says that it is whole (RFC 9112, 7.1)."""


def follow(port: int) -> socket.socket:
    """Open a stream, as far as its first words."""
    stream = socket.create_connection(("127.0.0.1", port), timeout=30)
    stream.sendall(f"GET {INTERVIEW}stream/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
    begun = b""
    while b"retry:" not in begun:
        begun += stream.recv(4096)
    assert begun.startswith(b"HTTP/1.1 200")
    return stream


def rest_of(stream: socket.socket) -> bytes:
    """What comes until the server closes the connection."""
    found = b""
    while piece := stream.recv(4096):
        found += piece
    stream.close()
    return found


def start(processes: Processes, county: County) -> Process:
    web = processes.start("web server", [PYTHON, *demo.WEB, "--port", str(county.port)], county.log)
    wait_until_ready(web, county.port)
    return web


def test_a_server_that_stops_ends_its_streams_and_browsers_come_back(
    county: County, page: Page, tmp_path: Path
) -> None:
    own = County(demonstration.copied(county.folder, tmp_path / "county"), next_free(county.port + 1))
    processes = Processes(ROOT, built.settings_of(own.folder, own.port))
    try:
        web = start(processes, own)
        page.goto(own.at(INTERVIEW))
        expect(page.locator("[data-live-state]")).to_have_text("新的发言会自动显示。")
        streams = [follow(own.port) for _number in range(FOLLOWERS)]
        web.child.terminate()
        assert web.child.wait(GRACE_SECONDS) == 0
        # A worker that had to be killed would have cut them off.
        assert sum(rest_of(stream).endswith(LAST_PIECE) for stream in streams) == FOLLOWERS
        with page.expect_response(lambda answer: "/stream/" in answer.url and answer.ok):
            start(processes, own)
        expect(page.locator("[data-live-state]")).to_have_text("新的发言会自动显示。")
    finally:
        processes.stop()
