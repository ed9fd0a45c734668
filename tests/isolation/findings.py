"""Where walks leave what they found for `make isolation`: a JSON file for each person."""

import json
import os
from pathlib import Path

from .visits import Surface
from .walk import Findings

VARIABLE = "COUNTYWIDE_ISOLATION_FINDINGS"
ONLY = "COUNTYWIDE_ISOLATION_ONLY"


def chosen(surfaces: list[Surface]) -> list[Surface]:
    """Those whose names contain one of the words in the variable; all without it."""
    words = os.environ.get(ONLY, "").split()
    return [surface for surface in surfaces if not words or any(word in surface.name for word in words)]


def keep(found: Findings) -> None:
    """Write what a walk found into the folder that the variable names; without it nothing."""
    folder = os.environ.get(VARIABLE)
    if folder:
        told = {
            "person": found.person,
            "surfaces": found.surfaces,
            "requests": len(found.steps),
            "controls": len(found.controls),
            "leaks": found.leaks,
            "missing": found.missing,
        }
        path = Path(folder) / f"{found.person}.json"
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
