"""`make wheel`: build the distribution into `dist/`, with what requirements/dev.txt has installed."""

import subprocess
import sys
from pathlib import Path

from deploy.commands import environment
from deploy.commands.places import PYTHON, ROOT
from deploy.commands.words import explained


def main() -> int:
    """Build the wheel; returns what the build tool returned."""
    environment.ensure("dev")
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        ROOT / "dist",
        ROOT,
    ]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(explained(main))
