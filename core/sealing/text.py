"""Secrets that lie in the database, sealed with a key made from SECRET_KEY: a copy of the database is not enough.

After a change of SECRET_KEY the old one stays in SECRET_KEY_FALLBACKS until everything has been sealed anew.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(
                base64.urlsafe_b64encode(hashlib.sha256(b"countywide.sealing:" + str(key).encode()).digest())
            )
            for key in keys
        ]
    )


def seal(text: str) -> str:
    """The text as only this installation reads it."""
    return _fernet().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text again. Raises ValueError when it was sealed elsewhere or changed since."""
    try:
        return _fernet().decrypt(sealed.encode("ascii")).decode()
    except InvalidToken:
        raise ValueError("This was not sealed with a key of this installation.") from None
