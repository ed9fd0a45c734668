"""The production server on a copy of the demonstration, as `make demo` runs it."""

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from deploy.commands import demo, demonstration
from deploy.commands.places import PYTHON, ROOT
from deploy.commands.processes import Process, Processes

READY_SECONDS = 60


class NotReady(Exception):
    """The server ended or did not answer in time; its log's end is in the words."""


@dataclass(frozen=True)
class Account:
    """A demonstration account."""

    username: str
    password: str
    role: str
    office: str


@dataclass(frozen=True)
class County:
    """The demonstration being served: its var folder and its port."""

    folder: Path
    port: int

    def at(self, path: str = "/", host: str = "localhost") -> str:
        """The address of a path; `host` is the portal's, or an office's such as "shiqiao.localhost"."""
        return f"http://{host}:{self.port}{path}"

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """The demonstration's accounts by username."""
        rows = json.loads((self.folder / "demonstration-accounts.json").read_text(encoding="utf-8"))
        names = ("username", "password", "role", "office")
        return {row["username"]: Account(*(row[name] for name in names)) for row in rows}

    def page_id(self, host: str, path: str) -> int:
        """The number that the admin knows a Chinese page by, from its path on a subsite's own host.

        Raises LookupError when there is not exactly one such page.
        """
        question = (
            "SELECT page.id FROM wagtailcore_page page JOIN wagtailcore_site site ON site.hostname = ?"
            " JOIN wagtailcore_page root ON root.id = site.root_page_id WHERE page.url_path = root.url_path || ?"
            " AND page.path LIKE root.path || '%'"
        )
        with closing(sqlite3.connect(self.folder / demonstration.DATABASE)) as database:
            rows = database.execute(question, (host, path.removeprefix("/"))).fetchall()
        if len(rows) != 1:
            raise LookupError(f"{len(rows)} pages at {host}{path}")
        return int(rows[0][0])

    @property
    def log(self) -> Path:
        """The web server's log."""
        return self.folder / "logs" / "web.log"


def wait_until_ready(process: Process, port: int) -> None:
    """Return with the first good answer of /healthz. Raises NotReady."""
    until = time.monotonic() + READY_SECONDS
    while not demo.answers(port):
        if process.child.poll() is not None:
            raise NotReady(f"The server ended with {process.child.returncode}.\n{process.last_words()}")
        if time.monotonic() > until:
            raise NotReady(f"No answer of /healthz within {READY_SECONDS} s.\n{process.last_words()}")
        time.sleep(0.05)


@contextmanager
def served(folder: Path, port: int, variables: Mapping[str, str] | None = None) -> Iterator[County]:
    """Serve the var folder on the port, with the task worker beside it, while inside. Raises NotReady.

    `variables` are more of the environment's, which the demonstration itself does not set.
    """
    county = County(folder, port)
    processes = Processes(ROOT, {**demonstration.settings_of(folder, port), **(variables or {})})
    try:
        web = processes.start("web server", [PYTHON, *demo.WEB, "--port", str(port)], county.log)
        wait_until_ready(web, port)
        processes.start("task worker", [PYTHON, "manage.py", "db_worker"], folder / "logs" / "worker.log")
        yield county
    finally:
        processes.stop()
