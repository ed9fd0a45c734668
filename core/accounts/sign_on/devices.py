"""Devices from which somebody has signed in before: a signed cookie that names the account and nothing else.

Worth no more than a place of its own where wrong passwords are counted (see `throttle`): it opens nothing.
"""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = "countywide_device"
SALT = "core.accounts.sign_on.devices"
DAYS = 180


def _name(username: str) -> str:
    return hashlib.sha256(username.strip().casefold().encode()).hexdigest()[:20]


def device_of(request: HttpRequest, username: str, *, cookie: str = COOKIE) -> str:
    """The device's own number if it has signed in to this account before, else ""."""
    try:
        known = signing.loads(request.COOKIES.get(cookie, ""), salt=SALT, max_age=DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return ""
    return str(known.get(_name(username), "")) if isinstance(known, dict) else ""


def remember(
    request: HttpRequest,
    response: HttpResponseBase,
    username: str,
    *,
    cookie: str = COOKIE,
    path: str = "/accounts/",
) -> None:
    """Have the device known for this account from now on; it keeps at most five accounts. `path` is where the cookie
    is sent."""
    try:
        known = signing.loads(request.COOKIES.get(cookie, ""), salt=SALT, max_age=DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        known = {}
    kept = dict(list(known.items())[-4:]) if isinstance(known, dict) else {}
    name = _name(username)
    kept[name] = kept.get(name) or secrets.token_hex(8)
    response.set_cookie(
        cookie,
        signing.dumps(kept, salt=SALT),
        max_age=DAYS * 24 * 60 * 60,
        path=path,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
