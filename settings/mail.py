"""How mails leave: the server of COUNTYWIDE_EMAIL_URL, or files below the var folder."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SECONDS = 15
"""How long a mail server may take to answer."""

SCHEMES = {"smtp": (25, {}), "smtp+tls": (587, {"use_tls": True}), "smtps": (465, {"use_ssl": True})}


def mailers(url: str, folder: Path) -> dict[str, Any]:
    """The MAILERS setting. Without a server each mail becomes a file, to be looked at.

    Raises ValueError for an unknown scheme or a missing host.
    """
    if not url:
        return {
            "default": {
                "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "OPTIONS": {"file_path": str(folder / "mails")},
            }
        }
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ValueError("COUNTYWIDE_EMAIL_URL must look like smtp://user:password@host:port.")
    port, encryption = SCHEMES[parts.scheme]
    options: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port or port,
        "timeout": SECONDS,
        **encryption,
    }
    if parts.username:
        options |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


def sender(address: str, portal_host: str) -> str:
    """Who mails come from."""
    return address or f"no-reply@{portal_host}"
