"""Where things lie in a checkout."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
TOOLS = ROOT / ".tools"
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("base", "dev", "testing")}


def var() -> Path:
    """The folder of everything that is written while running: `COUNTYWIDE_VAR`, or `var` in the checkout."""
    return Path(os.environ.get("COUNTYWIDE_VAR") or ROOT / "var").resolve()
