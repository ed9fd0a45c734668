"""Asking for a screen as a signed-in person; CPU of this process and of the database's."""

import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from core.accounts.models import User
from tests.bench.requests import application, cold, environ

TIMES = 15
HOST = "http://localhost"


@dataclass(frozen=True)
class Cost:
    """One screen: status of the answer, queries, and the median CPU and wall time in ms."""

    status: int
    queries: int
    cpu: float
    wall: float


def session_of(person: User) -> str:
    """The cookie of a session of the person's."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def server_cpu() -> float:
    """CPU in ms that the database server's processes for our connections have used; 0 for the embedded one."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
        processes = [pid for (pid,) in cursor.fetchall()]
    return sum(ticks(process) for process in processes) * 1000 / os.sysconf("SC_CLK_TCK")


def ticks(process: int) -> int:
    """User and system time of a process in clock ticks; proc(5), fields 14 and 15 of stat."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def ask(path: str, cookie: str) -> int:
    """The status of the answer, read to its end."""
    statuses: list[str] = []
    asked = environ(HOST + path) | {"HTTP_COOKIE": cookie}
    response = application()(asked, lambda status, headers, error=None: statuses.append(status))
    try:
        b"".join(response)
    finally:
        response.close()
    return int(statuses[0].split()[0])


def cost(path: str, person: User) -> Cost:
    """What a screen costs, after a few requests that warm the code; nothing when it is closed (404)."""
    cookie = session_of(person)
    status = ask(path, cookie)
    if status == 404:
        return Cost(status, 0, 0, 0)
    for _ in range(2):
        ask(path, cookie)
    connection.force_debug_cursor = True
    cold()
    ask(path, cookie)  # the beginning of a request empties the log
    queries = len(connection.queries_log)
    connection.force_debug_cursor = False
    own, wall = [], []
    server = server_cpu()
    for _ in range(TIMES):
        began, began_wall = time.process_time(), time.perf_counter()
        ask(path, cookie)
        own.append((time.process_time() - began) * 1000)
        wall.append((time.perf_counter() - began_wall) * 1000)
    # The server's clock ticks are too coarse for one request, not for all of them.
    server = (server_cpu() - server) / TIMES
    return Cost(status, queries, statistics.median(own) + server, statistics.median(wall))
