"""Why a switch or a policy can't be, in words."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.plugin_api.manifest import plugin


class PluginRefusal(ValidationError):
    """A switch or a policy that can't be, with the reason in words for the person who asked."""


def titles(slugs: Iterable[str]) -> str:
    """The plugins' titles in quotation marks, for a sentence."""
    slugs = list(slugs)
    found = [plugin(slug) for slug in slugs]
    names = [str(config.title) if config else slug for config, slug in zip(found, slugs, strict=True)]
    return _(", ").join(_("“%(title)s”") % {"title": name} for name in names)
