"""A PostgreSQL server of the tests' own, made in a temporary folder and always removed.

`deploy/commands/run postgres COMMAND…` runs a command with DATABASE_URL naming such a server.
"""

import argparse
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.commands.ports import HOST, next_free
from deploy.commands.processes import terminations_interrupt
from deploy.commands.words import Stop, explained

OLDEST = 15
START_SECONDS = 30
USER = "countywide"
# Nothing here has to outlive a power cut.
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=100",
    "shared_buffers=128MB",
)


def version_of(folder: Path) -> int:
    """The major version of the server in a folder of binaries; 0 when the folder has no server that runs."""
    if not (folder / "initdb").exists() or not (folder / "postgres").exists():
        return 0
    done = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    words = done.stdout.split()
    return int(words[2].split(".")[0]) if done.returncode == 0 and len(words) > 2 else 0


def binaries() -> Path | None:
    """The folder of the newest server binaries (15 or newer), on the PATH or where Debian puts them."""
    folders = {Path(folder) for folder in os.get_exec_path()} | set(Path("/usr/lib/postgresql").glob("*/bin"))
    # A folder on the PATH may hold links to a few of the programs only.
    folders = {(folder / "postgres").resolve().parent for folder in folders if (folder / "postgres").exists()}
    versions = {folder: version_of(folder) for folder in folders}
    fitting = [folder for folder, version in versions.items() if version >= OLDEST]
    return max(fitting, key=lambda folder: versions[folder], default=None)


def unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as: us, or for root (initdb refuses it) `postgres` or `nobody`. Raises Stop."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Stop(
        "PostgreSQL refuses to run as root.", "Make a user called nobody, or run the tests as another user."
    )


def initialise(tools: Path, folder: Path, password: Path, owner: dict[str, object]) -> None:
    """Make the cluster in UTF-8, sorting Chinese by pinyin where the server knows ICU. Raises Stop."""
    command: list[str | Path] = [
        tools / "initdb", "--pgdata", folder / "data", "--username", USER, "--pwfile", password,
        "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
    ]  # fmt: skip
    icu = ["--locale-provider", "icu", "--icu-locale", "zh-Hans"]
    for more in (icu, []):
        shutil.rmtree(folder / "data", ignore_errors=True)
        done = subprocess.run(
            [*command, *more], cwd=folder, capture_output=True, text=True, check=False, **owner
        )  # type: ignore[call-overload]
        if done.returncode == 0:
            return
    raise Stop(
        f"{done.stderr}\ninitdb failed; its words are above.", "Settle that, or take PostgreSQL off the PATH."
    )


@contextmanager
def temporary_cluster(tools: Path) -> Iterator[str]:
    """Run a server while inside; yields the address of a database on it. It is removed at the end."""
    user = unprivileged()
    owner: dict[str, object] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    folder = Path(tempfile.mkdtemp(prefix="countywide-postgres-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        password = folder / "password"
        password.write_text(secrets.token_urlsafe(24), encoding="utf-8")
        if user:
            for path in (folder, password):
                os.chown(path, user.pw_uid, user.pw_gid)
        initialise(tools, folder, password, owner)
        port = next_free(54320 + secrets.randbelow(1000))
        command = [tools / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder, "-h", HOST]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(  # type: ignore[call-overload]
                [*command, *(word for setting in FAST for word in ("-c", setting))],
                cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **owner,
            )  # fmt: skip
        wait_until_ready(tools, folder, port, server)
        yield f"postgres://{USER}:{password.read_text(encoding='utf-8')}@{HOST}:{port}/postgres"
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(tools: Path, folder: Path, port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the server takes connections. Raises Stop with its log when it does not."""
    until = time.monotonic() + START_SECONDS
    question: list[str | Path] = [tools / "pg_isready", "--quiet", "--host", HOST, "--port", str(port)]
    while subprocess.run(question, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise Stop(
                f"{(folder / 'log').read_text()}\nPostgreSQL did not start; its words are above.",
                "Settle that.",
            )
        time.sleep(0.1)


def main() -> int:
    """Run a command with a server beside it."""
    parser = argparse.ArgumentParser(prog="deploy/commands/run postgres", description=__doc__)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    command = parser.parse_args().command
    tools = binaries()
    if tools is None:
        raise Stop(
            f"There is no PostgreSQL server {OLDEST} or newer here.", "On Debian: apt-get install postgresql"
        )
    with terminations_interrupt(), temporary_cluster(tools) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(explained(main))
