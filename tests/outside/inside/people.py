"""Who works in the county of this test, and its offices. Imported by the other scripts, after Django is set up."""

from typing import Any

from django.test import Client

from core.accounts.models import User
from core.tenancy.models import Subsite

HOST = {"host": "chengguan.localhost"}
"""The town where the plugin is on."""


def subsite(slug: str) -> Subsite:
    found: Subsite = Subsite.objects.get(organisation__slug=slug)
    return found


def manager() -> User:
    found: User = User.objects.get(username="chengguan-manager")
    return found


def signed_in() -> Client:
    """The manager of the town, in a browser, on the portal's host."""
    client = Client(headers={"host": "localhost"})
    client.force_login(manager(), backend="core.accounts.backends.AccountBackend")
    return client


def text_of(response: Any) -> str:
    """An answer's text with its white space made one."""
    return " ".join(response.content.decode().split())
