"""`make demo`: the whole county on this machine, from nothing to a page in the browser."""

import argparse
import http.client
import sys
import time
from pathlib import Path

from deploy.commands import demonstration, environment
from deploy.commands.disk import need_room
from deploy.commands.places import PYTHON, ROOT, var
from deploy.commands.ports import HOST, need_port, port_number
from deploy.commands.processes import Process, Processes, terminations_interrupt
from deploy.commands.welcome import welcome
from deploy.commands.words import Stop, explained

READY_SECONDS = 60
WEB = ("-m", "deploy.commands.serve")


def beat_exists() -> bool:
    """Whether this checkout has the command that starts periodic work."""
    return any((ROOT / "core").glob("*/management/commands/beat.py"))


def answers(port: int) -> bool:
    """Whether `/healthz` answers 200 now."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def stopped(process: Process) -> Stop:
    """What to say when a process ended by itself."""
    what = f"The {process.name} stopped by itself (exit code {process.child.returncode})."
    where = f" and in {process.log}" if process.log else ""
    return Stop(
        f"{process.last_words()}\n{what}".lstrip(),
        f"Its words are above{where}. Everything else was stopped too.",
    )


def wait_until_ready(processes: Processes, port: int) -> None:
    """Wait for the first answer. Raises Stop when the server ends or says nothing for READY_SECONDS."""
    until = time.monotonic() + READY_SECONDS
    while not answers(port):
        ended = processes.ended()
        if ended is not None:
            raise stopped(ended)
        if time.monotonic() > until:
            raise Stop(f"The server has not answered within {READY_SECONDS} s.", "Its words are above.")
        time.sleep(0.05)


def serve(folder: Path, port: int) -> None:
    """Serve until a signal comes; the task worker and the beat run beside the web server. Raises Stop."""
    processes = Processes(ROOT, demonstration.settings_of(folder, port))
    logs = folder / "logs"
    try:
        processes.start("web server", [PYTHON, *WEB, "--port", str(port)])
        wait_until_ready(processes, port)
        print(welcome(folder, port), flush=True)
        # After the first answer: on a small machine they would hold it up.
        processes.start("task worker", [PYTHON, "manage.py", "db_worker"], logs / "worker.log")
        if beat_exists():
            processes.start("beat", [PYTHON, "manage.py", "beat"], logs / "beat.log")
        raise stopped(processes.wait())
    finally:
        processes.stop()


def main() -> int:
    """Check, make, build, serve."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--port", type=port_number, default=8000)
    parser.add_argument(
        "--build-only", action="store_true", help="build the demonstration and do not serve it"
    )
    options = parser.parse_args()
    folder = var()
    if not options.build_only:
        need_port(options.port)
    if not PYTHON.exists():
        need_room(ROOT, environment.ROOM["base"] + demonstration.ROOM, "a first start")
    with terminations_interrupt():
        environment.ensure("base")
        demonstration.ensure(folder, options.port)
        if not options.build_only:
            serve(folder, options.port)
    return 0


if __name__ == "__main__":
    sys.exit(explained(main))
