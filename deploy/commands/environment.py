"""The Python environment `.venv`, made from a lock with every package checked against its hash."""

import re
import shutil
import subprocess
import sys
import venv
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from deploy.commands.disk import need_room
from deploy.commands.places import ENVIRONMENT, LOCKS, PYTHON
from deploy.commands.stamps import Stamp, fingerprint
from deploy.commands.words import DISK_FULL, Stop

ROOM = {"base": 900, "dev": 1500}
"""MiB that an environment takes, with room for the downloads on the way."""

NETWORK_WORDS = (
    "NewConnectionError", "ConnectionError", "Name or service not known",
    "Temporary failure in name resolution",
    "ProxyError", "ConnectTimeout", "ReadTimeout", "Could not fetch URL", "Network is unreachable",
    "Connection refused", "No matching distribution found",
)  # fmt: skip


def key_of(name: str) -> str:
    """What an environment is made from: the lock and the interpreter."""
    return fingerprint(LOCKS[name].parent, [LOCKS[name]], sys.version, sys.executable)


def stamp_of(name: str) -> Stamp:
    """The stamp of the environment `base` or `dev`."""
    return Stamp(ENVIRONMENT / f"installed-{name}")


def ensure(name: str) -> None:
    """Have `.venv` hold exactly what the lock `base` or `dev` says (`dev` holds `base` too). Raises Stop."""
    if _runs() and (stamp_of(name).holds(key_of(name)) or _dev_serves(name)):
        return
    need_room(ENVIRONMENT, ROOM[name], "the Python environment")
    made_now = not _fits()
    if made_now:
        print(f"Making .venv with {sys.executable}", flush=True)
        venv.create(ENVIRONMENT, with_pip=True, clear=True, symlinks=True)
    for other in LOCKS:
        stamp_of(other).path.unlink(missing_ok=True)
    try:
        with stamp_of(name).renewed(key_of(name)):
            install(LOCKS[name])
    except BaseException:
        if made_now:
            shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        raise
    (ENVIRONMENT / "interpreter").write_text(sys.executable + "\n", encoding="utf-8")


def _runs() -> bool:
    return PYTHON.exists()


def _fits() -> bool:
    """Whether the environment there works and is of this very Python version."""
    if not PYTHON.exists():
        return False
    question = "import pip, sys; print(sys.version)"
    done = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == sys.version.strip()


def _dev_serves(name: str) -> bool:
    return name == "base" and stamp_of("dev").holds(key_of("dev"))


def install(lock: Path) -> None:
    """Install a lock into `.venv` with pip, showing how far it is. Raises Stop with the cause in words."""
    total = len(re.findall(r"^[A-Za-z0-9][^\s]*==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE))
    command: list[str | Path] = [
        PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input", "--disable-pip-version-check",
        "--progress-bar", "off", "-r", lock,
    ]  # fmt: skip
    print(f"Installing up to {total} packages from {lock.parent.name}/{lock.name}", flush=True)
    tail: deque[str] = deque(maxlen=25)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout is not None  # noqa: S101
        show(pip.stdout, total, tail)
    if pip.returncode:
        raise cause("\n".join(tail))


def show(lines: Iterable[str], total: int, tail: deque[str]) -> None:
    """Turn pip's lines into one line that counts packages (one line each where the output is no terminal)."""
    done = 0
    terminal = sys.stdout.isatty()
    for line in lines:
        tail.append(line.rstrip())
        found = re.match(r"(?:Collecting|Requirement already satisfied:) (\S+?)(?:==(\S+))?(?:\s|$)", line)
        if found:
            done += 1
            if terminal:
                print(f"\r\033[K  [{done}/{total}] {found[1]}", end="", flush=True)
        elif line.startswith("Installing collected packages"):
            print(
                ("\r\033[K" if terminal else "") + f"  {done} packages are here; unpacking them", flush=True
            )
    if terminal:
        print("\r\033[K", end="", flush=True)


def cause(output: str) -> Stop:
    """The reason why pip failed, from the end of its output."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return DISK_FULL
    if "DO NOT MATCH THE HASHES" in output:
        return Stop(
            f"{output}\n\nA downloaded package is not the one that the lock names, so nothing was installed.",
            "Try again; if it happens again, do not trust the package source that pip is set up with.",
        )
    if any(word in output for word in NETWORK_WORDS):
        return Stop(
            f"{output}\n\nThe packages could not be fetched.",
            "Check the network (and the mirror that pip is set up with), then run the same command again.",
        )
    return Stop(
        f"{output}\n\npip failed; its last words are above.", "Settle that, then run the same command again."
    )
