"""The database from DATABASE_URL, or the embedded SQLite below the var folder."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CHECKPOINT_PAGES = 8_000
"""Pages of 4 KiB in the write-ahead log before a commit carries them over into the file: 32 MiB.

With SQLite's own 1,000, hundreds of people who send a form at once wait for that, and for the disk, several times.
"""


def embedded(folder: Path) -> dict[str, Any]:
    """SQLite in one file: write-ahead log, and writers that queue instead of failing half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "countywide.sqlite3",
        # Kept for as long as its thread: a new connection reads the whole schema first.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                "PRAGMA mmap_size=1073741824; PRAGMA cache_size=-16000;"
                f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES};"
            ),
        },
    }


def from_url(url: str) -> dict[str, Any]:
    """`postgres://user:password@host:port/name?option=…`; a socket folder is given as `?host=/path`.

    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with postgres://, not {parts.scheme}://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, **options},
    }


def databases(url: str, folder: Path) -> dict[str, Any]:
    """The DATABASES setting."""
    return {"default": from_url(url) if url else embedded(folder)}


def read_only(url: str) -> dict[str, Any]:
    """A database of another system, which is only read: as `from_url`, or `sqlite:///path` for a file.

    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"file:{parts.path}?mode=ro",
            "OPTIONS": {"uri": True, "timeout": 5},
        }
    # No pool: whoever reads now and then should not hold connections of another system.
    found = from_url(url)
    found["OPTIONS"].pop("pool")
    return found
