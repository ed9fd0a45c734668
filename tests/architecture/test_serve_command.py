"""The web server of the demonstration: the application is imported before the workers are forked."""

import json
import subprocess
import sys
from pathlib import Path

from deploy.commands import demonstration

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import json, sys, threading
from deploy.commands.serve import preload
preload()
from django.db import connections
print(json.dumps({
    "application": "settings.asgi" in sys.modules,
    "open": [each.alias for each in connections.all() if each.connection is not None],
    "threads": threading.active_count(),
}))
"""


def test_nothing_is_open_when_the_workers_are_forked(tmp_path: Path) -> None:
    """A database connection or a thread of the parent would be broken in its children."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, env=demonstration.settings_of(tmp_path, 8000),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == {"application": True, "open": [], "threads": 1}
