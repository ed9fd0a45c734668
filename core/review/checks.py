"""What a machine can see in a text before people decide: hints, never decisions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
MOBILE_NUMBER = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
SECRECY_WORDS = ("绝密", "机密", "秘密★", "内部资料", "内部文件", "不宜公开", "不得外传")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and how it came out."""

    label: str
    passed: bool
    detail: str = ""

    @property
    def outcome(self) -> str:
        """How it came out, as people read it."""
        return _("In order") if self.passed else _("Look here")


def check_content(content: Mapping[str, Any]) -> list[Finding]:
    """All checks of an item's content."""
    text = " ".join(_texts(content))
    return [
        _absent(_("No identity card number"), IDENTITY_NUMBER.findall(text)),
        _absent(_("No mobile number"), MOBILE_NUMBER.findall(text)),
        _absent(_("No words of secrecy"), [word for word in SECRECY_WORDS if word in text]),
        *_fields(content),
        *_pictures(content),
    ]


def _absent(label: str, found: list[str]) -> Finding:
    # Counted, not quoted: a number that should not be public is not repeated here.
    return Finding(label, not found, _("found: %(count)d") % {"count": len(found)} if found else "")


def _fields(content: Mapping[str, Any]) -> Iterator[Finding]:
    for name, label in (("summary", _("Has a summary")), ("source", _("Names its source"))):
        if name in content:
            yield Finding(label, bool(content[name]))


def _pictures(content: Mapping[str, Any]) -> Iterator[Finding]:
    pictures = [block for block in _blocks(content) if "alternative" in block]
    if pictures:
        missing = sum(not block["alternative"] for block in pictures)
        detail = _("missing: %(count)d") % {"count": missing} if missing else ""
        yield Finding(_("Pictures are described for those who do not see them"), not missing, detail)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield strip_tags(value)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if key not in {"id", "type", "files"}:
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _blocks(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for each in value.values():
            yield from _blocks(each)
    elif isinstance(value, list):
        for each in value:
            yield from _blocks(each)
