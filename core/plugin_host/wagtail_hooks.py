"""The host's one place in Wagtail's hooks: everything plugins show in the administration passes here."""

from . import hooks  # noqa: F401
