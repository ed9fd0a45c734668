"""What a start costs: the first build of the demonstration, and `make demo` when nothing has changed."""

import http.client
import os
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from deploy.commands.places import ROOT
from deploy.commands.ports import HOST, next_free

from .registry import Figure, measurement

RUN = ROOT / "deploy" / "commands" / "run"
STARTS = 3
GIVEN_UP = 60


def answer(port: int, path: str) -> int:
    """The status of an address, 0 while nobody listens."""
    connection = http.client.HTTPConnection(HOST, port, timeout=GIVEN_UP)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def start(folder: Path) -> tuple[float, float]:
    """(seconds until the portal's home page was answered, seconds of CPU until then and until the end)."""
    port = next_free(8100)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    command = [RUN, "demo", "--port", str(port)]
    variables = {**os.environ, "COUNTYWIDE_VAR": str(folder)}
    with subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL) as demo:
        while answer(port, "/") != 200:
            assert demo.poll() is None, "make demo ended"
            assert time.perf_counter() - began < GIVEN_UP, "make demo does not answer"
            time.sleep(0.02)
        took = time.perf_counter() - began
        demo.send_signal(signal.SIGTERM)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@measurement
def starting() -> Iterable[Figure]:
    """From nothing (the Python environment is there), and again: the demonstration is built only the first time."""
    with tempfile.TemporaryDirectory(prefix="countywide-bench-") as temporary:
        folder = Path(temporary)
        began = time.perf_counter()
        subprocess.run(
            [RUN, "demo", "--build-only"],
            env={**os.environ, "COUNTYWIDE_VAR": temporary},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        yield Figure("first build of the demonstration", time.perf_counter() - began, "s", 240)
        starts = [start(folder) for _ in range(STARTS)]
    yield Figure(
        "second make demo, until the portal answers (least of 3)", min(took for took, _ in starts), "s", 5
    )
    yield Figure(
        "second make demo, until the portal answers (slowest of 3)", max(took for took, _ in starts), "s"
    )
    yield Figure("second make demo: CPU of all processes (least of 3)", min(cpu for _, cpu in starts), "s")
