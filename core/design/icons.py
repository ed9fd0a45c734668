"""The icons that editors choose from: a stored name outlives the drawing behind it."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

ICON_CHOICES: list[tuple[str, str | Promise]] = [
    ("building", pgettext_lazy("icon", "Building")),
    ("calendar", pgettext_lazy("icon", "Calendar")),
    ("chart", pgettext_lazy("icon", "Figures")),
    ("chat", pgettext_lazy("icon", "Conversation")),
    ("child", pgettext_lazy("icon", "Children")),
    ("document", pgettext_lazy("icon", "Document")),
    ("download", pgettext_lazy("icon", "Download")),
    ("farm", pgettext_lazy("icon", "Farming")),
    ("heart", pgettext_lazy("icon", "Health")),
    ("home", pgettext_lazy("icon", "Home")),
    ("identity", pgettext_lazy("icon", "Identity papers")),
    ("law", pgettext_lazy("icon", "Law")),
    ("list", pgettext_lazy("icon", "List")),
    ("map", pgettext_lazy("icon", "Map")),
    ("megaphone", pgettext_lazy("icon", "Announcement")),
    ("money", pgettext_lazy("icon", "Money")),
    ("news", pgettext_lazy("icon", "News")),
    ("people", pgettext_lazy("icon", "People")),
    ("phone", pgettext_lazy("icon", "Phone")),
    ("safety", pgettext_lazy("icon", "Safety")),
    ("school", pgettext_lazy("icon", "School")),
    ("search", pgettext_lazy("icon", "Search")),
    ("shop", pgettext_lazy("icon", "Business")),
    ("table", pgettext_lazy("icon", "Table")),
    ("train", pgettext_lazy("icon", "Railway")),
    ("transport", pgettext_lazy("icon", "Transport")),
    ("user", pgettext_lazy("icon", "Person")),
    ("vote", pgettext_lazy("icon", "Taking part")),
    ("warning", pgettext_lazy("icon", "Emergency")),
    ("water", pgettext_lazy("icon", "Water")),
    ("weather", pgettext_lazy("icon", "Weather")),
    ("work", pgettext_lazy("icon", "Work")),
]
"""Stored name and label, for a ChoiceBlock or a model field."""

DRAWINGS: Mapping[str, str] = MappingProxyType(
    {
        "building": "building-2", "calendar": "calendar-days", "chart": "chart-line",
        "chat": "message-square-text", "child": "baby", "document": "file-text", "farm": "wheat",
        "heart": "heart-pulse", "home": "house", "identity": "id-card", "law": "scale", "map": "map-pin",
        "money": "hand-coins", "news": "newspaper", "people": "users", "safety": "shield-check",
        "school": "graduation-cap", "shop": "store", "train": "train-front", "transport": "bus",
        "user": "user-round", "warning": "siren", "water": "droplets", "weather": "cloud-sun",
        "work": "briefcase-business",
    }
)  # fmt: skip
"""Stored name → drawing in the sprite, where the two differ."""
