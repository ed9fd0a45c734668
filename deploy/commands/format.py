"""`make format`: format the code and the templates, and mend what the linters can mend."""

import subprocess
import sys
from pathlib import Path

from deploy.commands import environment
from deploy.commands.check import TOOLS, templates
from deploy.commands.places import ROOT
from deploy.commands.words import explained


def main() -> int:
    """Format; returns 1 when a fault is left that a person has to mend."""
    environment.ensure("dev")
    commands: list[list[str | Path]] = [
        [TOOLS / "djlint", "--reformat", "--quiet", *templates()],
        [TOOLS / "ruff", "format"],
        [TOOLS / "ruff", "check", "--fix"],
    ]
    # djlint returns 1 when it has changed a file.
    return [subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands][-1]


if __name__ == "__main__":
    sys.exit(explained(main))
