"""`make lock`: compile requirements/*.txt from pyproject.toml, every package pinned by hash.

uv does the compiling, from a tools environment of its own (`.tools`). The files name neither a registry's
host nor a folder of this machine, so that any mirror serves them. Pins are kept while they fit;
`make lock UPGRADE=1` takes the newest.
"""

import argparse
import subprocess
import sys
import venv

from deploy.commands.places import LOCKS, ROOT, TOOLS
from deploy.commands.words import Stop, explained

UV = "uv>=0.9"


def uv_installed() -> None:
    """Make the tools environment with uv in it, unless it is there. Raises Stop."""
    if (TOOLS / "bin" / "uv").exists():
        return
    venv.create(TOOLS, with_pip=True, clear=True)
    done = subprocess.run([TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", UV], check=False)
    if done.returncode:
        raise Stop("uv could not be installed.", "Check the network, then run `make lock` again.")


CHOICES: dict[str, tuple[str, ...]] = {
    "base": (),
    "dev": ("--group", "dev"),
    # The same versions as in development: a plugin is tested with what Countywide is tested with.
    "testing": ("--extra", "testing", "--constraint", "requirements/dev.txt"),
}
"""What of pyproject.toml each lock is made from, beside the dependencies."""


def compile_lock(name: str, *, upgrade: bool) -> None:
    """Write `requirements/<name>.txt`. Raises Stop when no set of versions fits."""
    command = [
        TOOLS / "bin" / "uv", "pip", "compile", "pyproject.toml",
        *CHOICES[name],
        "--universal", "--python-version", "3.12", "--generate-hashes",
        "--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock",
        *(("--upgrade",) if upgrade else ()),
        "--quiet", "--output-file", str(LOCKS[name].relative_to(ROOT)),
    ]  # fmt: skip
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise Stop(f"requirements/{name}.txt was not compiled; uv says why above.", "Change pyproject.toml.")
    print(f"requirements/{name}.txt")


def main() -> int:
    """Compile every lock."""
    parser = argparse.ArgumentParser(prog="make lock")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    upgrade = parser.parse_args().upgrade
    uv_installed()
    for name in LOCKS:
        compile_lock(name, upgrade=upgrade)
    return 0


if __name__ == "__main__":
    sys.exit(explained(main))
