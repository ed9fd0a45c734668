"""The Python finder, with interpreters of our own on the PATH."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FINDER = Path(__file__).resolve().parents[2] / "deploy" / "commands" / "find-python"
NEEDED = ("sh", "ls", "grep", "sort", "dirname")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A PATH with the shell's tools and no Python."""
    for name in NEEDED:
        found = shutil.which(name)
        assert found is not None
        (tmp_path / name).symlink_to(found)
    return tmp_path


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{shutil.which('sh')}\n{text}\n")
    path.chmod(0o755)
    return path


def fitting(path: Path) -> Path:
    """An interpreter that fits: this one, under another name."""
    return script(path, f'exec {sys.executable} "$@"')


def old(path: Path, words: str = "is Python 3.11.2, and 3.12 or newer is needed") -> Path:
    """An interpreter that answers the finder's questions as one that lacks something does."""
    return script(path, f'echo "{words}"\nexit 3')


def find(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(folder), "HOME": str(folder / "home"), **variables}
    return subprocess.run([FINDER], env=environment, capture_output=True, text=True, check=False)


def same(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether the one that was found is this interpreter."""
    return Path(done.stdout.strip()).samefile(sys.executable)


def test_finds_the_first_that_fits(folder: Path) -> None:
    fitting(folder / "python3.12")
    done = find(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert same(done)


def test_passes_over_a_shim_that_fails_and_one_that_is_too_old(folder: Path) -> None:
    script(folder / "python3.14", "exit 127")
    old(folder / "python3")
    newer, older = (
        folder / "home/.pyenv/versions" / version / "bin/python3" for version in ("3.13.0", "3.9.18")
    )
    fitting(newer)
    old(older, "never asked")
    done = find(folder)
    assert done.returncode == 0
    assert same(done)


def test_takes_the_newest_of_pyenv(folder: Path) -> None:
    root = folder / "elsewhere"
    old(root / "versions/3.9.18/bin/python3")
    script(root / "versions/3.13.0/bin/python3", "echo /newest")
    script(root / "versions/3.12.7/bin/python3", "echo /second")
    assert find(folder, PYENV_ROOT=str(root)).stdout == "/newest\n"


def test_says_what_each_lacks(folder: Path) -> None:
    script(folder / "python3.13", "exit 127")
    old(folder / "python3")
    done = find(folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "\nNo Python that fits was found.\n"
        "Tried:\n"
        f"  {folder}/python3.13 does not run (exit code 127)\n"
        f"  {folder}/python3 is Python 3.11.2, and 3.12 or newer is needed\n"
        "Install Python 3.12 or newer (with venv), or name one that you have:"
        " make demo PYTHON=/path/to/python3.12\n"
    )


def test_says_that_there_is_none(folder: Path) -> None:
    done = find(folder)
    assert done.returncode == 1
    assert "There is no python3 on the PATH.\n" in done.stderr


def test_the_named_one_is_the_only_candidate(folder: Path) -> None:
    fitting(folder / "python3.13")
    done = find(folder, PYTHON="/nowhere/python3")
    assert done.returncode == 1
    assert "  /nowhere/python3 is not there\n" in done.stderr


def test_the_named_one_is_taken(folder: Path) -> None:
    named = fitting(folder / "mine")
    assert same(find(folder, PYTHON=str(named)))


def test_the_probe_says_a_real_old_version(folder: Path) -> None:
    """The probe itself, in an interpreter that says it is older."""
    text = FINDER.read_text()
    probe = text[text.index("probe='") + 7 : text.index("\n'\n")]
    pretended = f"import sys; sys.version_info = (3, 11, 2); exec({probe!r})"
    done = subprocess.run([sys.executable, "-c", pretended], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "is Python 3.11.2, and 3.12 or newer is needed\n")
