from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextMessagesConfig(AppConfig):
    name = "core.text_messages"
    label = "core_text_messages"
    verbose_name = _("Text messages")

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers itself
