"""Asking for a page in this process, through the WSGI application with the whole middleware stack."""

import io
import statistics
import time
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from wagtail.models import Page


@dataclass(frozen=True)
class Answer:
    """`cpu` is this process's CPU time in ms."""

    status: str
    body: bytes
    queries: int
    cpu: float


@cache
def application() -> WSGIHandler:
    return WSGIHandler()


def environ(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": parts.path.encode().decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": str(parts.port or 80),
        "HTTP_HOST": parts.netloc,
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def get(url: str, *, count: bool = False, status: int = 200) -> Answer:
    """Ask for an address. With `count`, queries are counted (which costs CPU).

    Raises AssertionError when it answers with another status.
    """
    statuses: list[str] = []
    connection.force_debug_cursor = count
    began = time.process_time()
    response = application()(environ(url), lambda status, headers, error=None: statuses.append(status))
    try:
        body = b"".join(response)
    finally:
        response.close()
    cpu = (time.process_time() - began) * 1000
    connection.force_debug_cursor = False
    answer = Answer(statuses[0], body, len(connection.queries_log) if count else 0, cpu)
    assert answer.status.startswith(f"{status} "), f"{url}: {answer.status}"
    return answer


def cold() -> None:
    """Forget what was cached of pages; code and the process's own tables stay warm."""
    for store in caches.all(initialized_only=True):
        store.clear()


def address(page: Page) -> str:
    """Where a page is, with scheme and host."""
    url = page.get_full_url()
    assert url, f"{page} has no address"
    return url


def queries(url: str, *, status: int = 200) -> int:
    """Database queries of a cold page."""
    cold()
    return get(url, count=True, status=status).queries


@dataclass(frozen=True)
class Cost:
    """CPU (ms) of a page: the `median` of many requests, and the `least`, which other programs disturb least."""

    median: float
    least: float


def cpu(url: str, times: int = 60) -> Cost:
    """What many requests for an address took of this process's CPU, after a few that warm the code."""
    for _ in range(5):
        get(url)
    taken = [get(url).cpu for _ in range(times)]
    return Cost(statistics.median(taken), min(taken))
