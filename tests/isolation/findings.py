"""Where walks leave what they found for `make isolation`: a JSON file for each person."""

import json
import os
from pathlib import Path

from .walk import Findings

VARIABLE = "COUNTYWIDE_ISOLATION_FINDINGS"


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
