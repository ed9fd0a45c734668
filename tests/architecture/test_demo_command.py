"""What `make demo` refuses, said in words and before anything is made."""

import errno
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.commands import demonstration, environment, processes
from deploy.commands.demonstration import alone, build, move
from deploy.commands.ports import is_free, next_free
from deploy.commands.welcome import welcome
from deploy.commands.words import Stop, explained

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def used_port() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def demo(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "deploy.commands.demo", *arguments],
        cwd=ROOT,
        env={**os.environ, "COUNTYWIDE_VAR": str(folder / "var"), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_used_port(tmp_path: Path, used_port: int) -> None:
    done = demo(tmp_path, "--port", str(used_port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"\nPort {used_port} is in use by another program.\n")
    assert f"make demo PORT={next_free(used_port)}" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", ""])
def test_no_port(tmp_path: Path, port: str) -> None:
    done = demo(tmp_path, f"--port={port}")
    assert done.returncode == 2
    assert f"PORT must be a whole number from 1 to 65535, not {port!r}" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_too_full_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTYWIDE_FREE_MEBIBYTES", "7")
    with pytest.raises(Stop) as stop:
        demonstration.ensure(tmp_path / "var", 8000)
    assert stop.value.what == (
        f"The disk is too full: the demonstration needs {demonstration.ROOM} MiB below {tmp_path}/var,"
        " and 7 MiB are free."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_on_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    def full() -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert explained(full) == os.EX_IOERR
    assert capsys.readouterr().err.startswith("\nThe disk is full.\nFree some space")


def test_another_fault_of_the_system_is_not_hidden() -> None:
    def broken() -> int:
        raise OSError(errno.EIO, "broken")

    with pytest.raises(OSError, match="broken"):
        explained(broken)


@pytest.mark.parametrize(
    ("output", "what"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "The disk is full.",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "is not the one that the lock names",
        ),
        ("NewConnectionError('… Name or service not known')", "The packages could not be fetched."),
        ("error: something else", "pip failed"),
    ],
)
def test_why_pip_failed(output: str, what: str) -> None:
    assert what in environment.cause(output).what


def test_two_builds_at_once(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(Stop, match="Another command is building"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


@pytest.fixture
def manage(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """`manage.py` replaced by a build that writes a database and a picture."""
    called: list[str] = []

    def pretended(var: Path, port: int, *arguments: str) -> None:
        called.append(arguments[0])
        if arguments[0] == "collectstatic":
            return
        (var / demonstration.DATABASE).write_text(arguments[0])
        if arguments[0] == "build_demonstration":
            (var / "media").mkdir(exist_ok=True)
            (var / "media" / "new.png").touch()
            if "fail" in os.environ.get("PRETENDED", ""):
                raise KeyboardInterrupt

    monkeypatch.setattr(demonstration, "manage", pretended)
    return called


def test_a_build_that_is_interrupted_leaves_no_half_county(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manage: list[str]
) -> None:
    monkeypatch.setenv("PRETENDED", "fail")
    with pytest.raises(KeyboardInterrupt):
        demonstration.ensure(tmp_path, 8000)
    assert not (tmp_path / demonstration.DATABASE).exists()
    monkeypatch.setenv("PRETENDED", "")
    demonstration.ensure(tmp_path, 8000)
    assert sorted(manage) == [*2 * ["build_demonstration"], "collectstatic", *2 * ["migrate"]]
    assert (tmp_path / demonstration.DATABASE).read_text() == "build_demonstration"
    assert (tmp_path / "media/new.png").exists()
    assert not (tmp_path / "building").exists()


def test_a_build_begins_with_a_migrated_database_where_one_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun_with: dict[str, str] = {}

    def pretended(var: Path, port: int, *arguments: str) -> None:
        if arguments[0] != "collectstatic":
            begun_with[arguments[0]] = (var / demonstration.DATABASE).read_text()

    monkeypatch.setattr(demonstration, "manage", pretended)
    migrated = tmp_path / "migrated.sqlite3"
    migrated.write_text("migrated")
    demonstration.ensure(tmp_path / "var", 8000, lambda: migrated)
    assert begun_with == {"migrate": "migrated", "build_demonstration": "migrated"}
    assert (tmp_path / "var" / demonstration.DATABASE).read_text() == "migrated"
    assert migrated.read_text() == "migrated"


def test_the_second_time_nothing_is_done(tmp_path: Path, manage: list[str]) -> None:
    demonstration.ensure(tmp_path, 8000)
    manage.clear()
    demonstration.ensure(tmp_path, 8000)
    assert manage == []


def test_changed_data_is_applied_to_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manage: list[str]
) -> None:
    demonstration.ensure(tmp_path, 8000)
    manage.clear()
    monkeypatch.setattr(demonstration, "data_key", lambda: "another")
    demonstration.ensure(tmp_path, 8000)
    assert manage == ["migrate", "build_demonstration"]


def test_a_build_keeps_uploads_that_were_there(tmp_path: Path, manage: list[str]) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "old.png").touch()
    build(tmp_path, 8000)
    assert sorted(path.name for path in (tmp_path / "media").iterdir()) == ["new.png", "old.png"]


def test_move_replaces_a_file(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("1")
    (tmp_path / "two").write_text("2")
    move(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "two").read_text() == "1"


def test_the_demonstration_never_gets_a_real_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://real")
    monkeypatch.setenv("REDIS_URL", "redis://real")
    monkeypatch.setenv("COUNTYWIDE_DATABASE_URL", "postgres://real")
    variables = demonstration.settings_of(Path("/somewhere"), 8080)
    assert "://real" not in " ".join(variables.values())
    assert variables["COUNTYWIDE_PORT"] == "8080"


def test_port_is_free_again_at_once(used_port: int) -> None:
    assert not is_free(used_port)
    assert is_free(next_free(used_port))


def test_all_processes_stop_together(tmp_path: Path) -> None:
    together = processes.Processes(tmp_path, {"PATH": os.environ["PATH"]})
    sleep, true = shutil.which("sleep"), shutil.which("true")
    assert sleep is not None
    assert true is not None
    try:
        longer = together.start("longer", [sleep, "60"])
        together.start("shorter", [true])
        assert together.wait().name == "shorter"
    finally:
        together.stop()
    assert longer.child.returncode == -15


def test_a_process_that_will_not_stop_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0)
    together = processes.Processes(tmp_path, {})
    stubborn = (
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); signal.pause()"
    )
    log = tmp_path / "log"
    process = together.start("stubborn", [sys.executable, "-c", stubborn], log)
    while not log.read_text():
        assert process.child.poll() is None
    together.stop()
    assert process.child.returncode == -9


def test_the_welcome_names_the_folders_of_what_is_sent(tmp_path: Path) -> None:
    lines = [line.split() for line in welcome(tmp_path, 8000).splitlines()]
    assert ["Mails", str(tmp_path / "mails")] in lines
    assert ["Text", "messages", str(tmp_path / "text-messages")] in lines
