"""What is kept about a session: what the owner needs to recognise it, and no more."""

import ipaddress
import re
from typing import Any

from django.http import HttpRequest

from core.accounts.models import AccountSession

BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("QQBrowser", "QQ"), ("MicroMessenger", "WeChat"), ("Firefox", "Firefox"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("UOS", "UOS"), ("Linux", "Linux"),
)  # fmt: skip


def device_label(agent: str) -> str:
    """Browser and system by name, without versions: "Chrome · Windows". "" for what is not known."""
    found = []
    for known in (BROWSERS, SYSTEMS):
        found += [name for mark, name in known if re.search(rf"\b{re.escape(mark)}", agent)][:1]
    return " · ".join(found)


def network_label(address: str) -> str:
    """The address without its end, which would name one household: 203.0.113.x, 2001:db8:1::."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 48), strict=False).network_address)
    return ".".join([*str(parsed).split(".")[:3], "x"])


def note_sign_in(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Receiver of Django's `user_logged_in`."""
    if request is None or not hasattr(request, "session"):
        return
    from allauth.account.adapter import get_adapter

    if not request.session.session_key:
        request.session.create()
    AccountSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "device": device_label(request.headers.get("User-Agent", "")),
            "network": network_label(get_adapter(request).get_client_ip(request)),
        },
    )


def note_sign_out(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    """Receiver of Django's `user_logged_out`."""
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        AccountSession.objects.filter(session_key=key).delete()
