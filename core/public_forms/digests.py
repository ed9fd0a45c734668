"""Keyed digests: a table or a cookie holds these, the key is the installation's secret, which it does not hold."""

import hmac
from typing import Any

from django.conf import settings


def keyed_digest(owner: str, purpose: str, *parts: Any) -> str:
    """64 hex characters: HMAC-SHA-256 of the purpose and the parts, under a key of the owner's (a plugin's slug)."""
    message = "\x1f".join(str(part) for part in (purpose, *parts))
    return hmac.digest(f"{owner}:{settings.SECRET_KEY}".encode(), message.encode(), "sha256").hex()
