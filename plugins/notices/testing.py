"""How the contract suite makes rows of this plugin."""

from typing import Any

from core.access.actors import SYSTEM

from .models import Notice
from .services import publish_notice


def make_row(model: Any, subsite: Any) -> Notice:
    """A notice that runs."""
    return publish_notice(subsite=subsite, title=f"通知{Notice.objects.count()}", by=SYSTEM)
