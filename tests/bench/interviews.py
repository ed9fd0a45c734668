"""Interviews: very many people follow one that is live, on one process of the real server."""

import http.client
import os
import selectors
import socket
import subprocess
import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.tenancy.models import Subsite
from core.tenancy.table import subsite_table
from deploy.commands import demo
from deploy.commands.places import PYTHON, ROOT
from plugins.interviews.models import Guest, Interview, Line
from plugins.interviews.services.interviews import announce_interview, begin_interview, save_interview
from plugins.interviews.services.lines import write_host_line

from .registry import Figure, measurement

VISITORS = 300
LINES = 10
EVERY = 1.0
PORT = 8766
LONGEST = 30.0


@dataclass
class _Visitor:
    """A browser that follows, as far as the wire goes."""

    connection: socket.socket
    received: bytes = b""


def _interview() -> Interview:
    township = Subsite.objects.filter(organisation__kind="township").order_by("pk")[0]
    enable_plugin(subsite=township, slug="interviews", by=SYSTEM)
    interview = Interview(
        subsite=township,
        title="量度",
        slug="measured",
        host_name="主持人",
        starts_at="2026-11-01T02:00:00Z",
        delay=0,
    )
    interview.guests.add(Guest(name="嘉宾", office="某局"))
    save_interview(interview=interview, by=SYSTEM)
    announce_interview(interview=interview, by=SYSTEM)
    begin_interview(interview=interview, by=SYSTEM)
    return interview


def _open(path: str) -> _Visitor:
    connection = socket.create_connection(("127.0.0.1", PORT), timeout=LONGEST)
    words = f"GET {path} HTTP/1.1\r\nHost: localhost:{PORT}\r\nAccept: text/event-stream\r\n\r\n"
    connection.sendall(words.encode())
    connection.setblocking(False)
    return _Visitor(connection)


def _wait(selector: selectors.BaseSelector, marks: dict[socket.socket, _Visitor], mark: bytes) -> list[float]:
    """When each visitor had received the mark, in the order of arrival; who has it not in time is left out."""
    missing = {sock for sock, visitor in marks.items() if mark not in visitor.received}
    arrived = [time.perf_counter()] * (len(marks) - len(missing))
    until = time.perf_counter() + LONGEST
    while missing and time.perf_counter() < until:
        for key, _events in selector.select(timeout=0.5):
            found = marks[key.fileobj]  # type: ignore[index]  # what was registered
            piece = found.connection.recv(65536)
            found.received += piece
            if not piece:
                selector.unregister(found.connection)
                missing.discard(found.connection)
            elif found.connection in missing and mark in found.received:
                arrived.append(time.perf_counter())
                missing.discard(found.connection)
    return arrived


def _page_seconds(path: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=LONGEST)
    began = time.perf_counter()
    connection.request("GET", path, headers={"Host": f"localhost:{PORT}"})
    connection.getresponse().read()
    took = time.perf_counter() - began
    connection.close()
    return took


@measurement
def many_visitors_follow_live() -> Iterable[Figure]:
    """300 open streams on one worker; a line a second; when has each visitor seen it, and are pages still answered?"""
    interview = _interview()
    entry = subsite_table().by_id[interview.subsite_id]
    page = f"/townships/{entry.slug}/-/interviews/measured/"
    command = [str(PYTHON), *demo.WEB, "--port", str(PORT), "--workers", "1"]
    with (
        subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL) as server,
        ExitStack() as stack,
    ):
        stack.callback(server.terminate)
        while not demo.answers(PORT):
            time.sleep(0.1)
        selector = stack.enter_context(selectors.DefaultSelector())
        visitors = [_open(f"{page}stream/") for _number in range(VISITORS)]
        marks = {visitor.connection: visitor for visitor in visitors}
        for sock in marks:
            stack.callback(sock.close)
            selector.register(sock, selectors.EVENT_READ)
        connected = len(_wait(selector, marks, b"event: stage"))
        took: list[float] = []
        pages: list[float] = []
        for number in range(LINES):
            began = time.perf_counter()
            line: Line = write_host_line(interview=interview, by=SYSTEM, text=f"第{number}句")
            arrived = _wait(selector, marks, f"id: {line.sequence}\n".encode())
            took += [moment - began for moment in arrived]
            pages.append(_page_seconds(page))
            time.sleep(max(0.0, EVERY - (time.perf_counter() - began)))
        missed = VISITORS * LINES - len(took)
    took.sort()
    yield Figure("interview: visitors of 300 whose stream is open", connected, "visitors")
    yield Figure("interview: lines that a visitor missed, of 3,000", missed, "lines", 0)
    yield Figure("interview: a new line at 95 % of 300 visitors", took[int(len(took) * 0.95)], "s", 2)
    yield Figure("interview: a new line at the last visitor", took[-1], "s")
    yield Figure("interview: its page meanwhile, slowest of 10", max(pages), "s")
