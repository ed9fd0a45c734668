"""What other plugins may ask: `ask("notices", subsite)`."""

from .services import end_notice, publish_notice

__all__ = ["end_notice", "publish_notice"]
