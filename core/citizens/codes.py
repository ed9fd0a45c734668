"""The code that a mail carries: six digits, ten minutes, five tries, for the browser that asked."""

import hmac
import secrets
import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from core.accounts.mail_limits import spend

KEY = "citizen_code"
SECONDS = 10 * 60
TRIES = 5


def _digest(email: str, code: str) -> str:
    return salted_hmac("core.citizens.codes", f"{email}:{code}", algorithm="sha256").hexdigest()


def begin(request: HttpRequest, email: str) -> str:
    """Make a code for the address, keep its digest in the session, return it to be sent."""
    code = f"{secrets.randbelow(1_000_000):06}"
    request.session[KEY] = {
        "email": email,
        "digest": _digest(email, code),
        "until": time.time() + SECONDS,
        "tries": secrets.token_hex(8),
    }
    return code


def pending(request: HttpRequest) -> str | None:
    """The address that a code was sent to, while that code still counts."""
    found: dict[str, Any] | None = request.session.get(KEY)
    return str(found["email"]) if found and found["until"] > time.time() else None


def finish(request: HttpRequest, code: str) -> str | None:
    """The address that the code shows to be the visitor's; None for a wrong, an old or an exhausted one.

    Tries are counted in the cache, so that parallel ones count too.
    """
    found: dict[str, Any] | None = request.session.get(KEY)
    if not found or found["until"] <= time.time():
        return None
    if not spend(f"citizen-tries:{found['tries']}", TRIES):
        return None
    if not hmac.compare_digest(found["digest"], _digest(found["email"], code)):
        return None
    del request.session[KEY]
    return str(found["email"])


def exhausted(request: HttpRequest) -> bool:
    """Whether no further try counts."""
    found: dict[str, Any] | None = request.session.get(KEY)
    return found is not None and int(cache.get(f"citizen-tries:{found['tries']}", 0)) >= TRIES
