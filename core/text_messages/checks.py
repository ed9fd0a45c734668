"""Half a gateway is worth a warning: without one, what needs messages is quietly not offered."""

from typing import Any

from django.conf import settings
from django.core import checks

from .gateways.chosen import shortcomings

FOLDER = "core.text_messages.gateways.folder.FolderGateway"


@checks.register()
def gateway_is_whole(**kwargs: Any) -> list[checks.CheckMessage]:
    """countywide.W020 with what the chosen gateway lacks; W021 when it would only fill a folder in production."""
    if not settings.TEXT_GATEWAY:
        return []
    lacking = shortcomings(settings.TEXT_GATEWAY)
    if lacking:
        return [
            checks.Warning(
                f"Text messages can't be sent: {' '.join(lacking)}",
                hint="docs/operating.md, Text messages; or take every COUNTYWIDE_TEXT_GATEWAY… away.",
                id="countywide.W020",
            )
        ]
    if settings.TEXT_GATEWAY["CLASS"] == FOLDER and not settings.DEMONSTRATION:
        return [
            checks.Warning(
                "Text messages are written to a folder, where numbers and codes stay, and reach nobody.",
                hint="COUNTYWIDE_TEXT_GATEWAY=folder is for demonstrations; see docs/operating.md, Text messages.",
                id="countywide.W021",
            )
        ]
    return []
