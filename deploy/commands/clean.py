"""`make clean`: remove caches and the demonstration. The Python environment and `var/bench.json` stay."""

import shutil
import sys

from deploy.commands.demonstration import alone
from deploy.commands.places import ENVIRONMENT, ROOT, TOOLS, var
from deploy.commands.words import explained

CACHES = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis")
KEPT = {"bench.json"}


def main() -> int:
    """Remove them."""
    for name in CACHES:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for cache in list(ROOT.rglob("__pycache__")):
        if ENVIRONMENT not in cache.parents and TOOLS not in cache.parents:
            shutil.rmtree(cache, ignore_errors=True)
    folder = var()
    if folder.exists():
        with alone(folder):
            for path in folder.iterdir():
                if path.name in KEPT:
                    continue
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(explained(main))
