"""Fields for settings that are several values."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
LINES = 40


class MappingField(forms.CharField):
    """Lines of `name = value` as a dictionary."""

    widget = forms.Textarea(attrs={"rows": 5, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        """A stored dictionary as lines."""
        return (
            "\n".join(f"{name} = {each}" for name, each in value.items())
            if isinstance(value, dict)
            else value
        )

    def to_python(self, value: Any) -> Any:
        """The dictionary. Raises `ValidationError` with the number of a line that is none."""
        found: dict[str, str] = {}
        lines = [line for line in str(value or "").splitlines() if line.strip()]
        if len(lines) > LINES:
            raise ValidationError(_("At most %(most)s lines.") % {"most": LINES})
        for number, line in enumerate(lines, start=1):
            name, sign, rest = (part.strip() for part in line.partition("="))
            if not sign or not name or not rest or name in found:
                raise ValidationError(
                    _("Line %(number)s is not “name = value”, or its name stands there twice.")
                    % {"number": number}
                )
            found[name] = rest
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dictionaries."""
        return bool(initial != data)


class HostsField(forms.CharField):
    """Names of hosts, parted by spaces, as a list."""

    def prepare_value(self, value: Any) -> Any:
        """A stored list as one line."""
        return " ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The list. Raises `ValidationError` with what is no host."""
        hosts = str(value or "").lower().split()
        for host in hosts:
            if not HOST.fullmatch(host):
                raise ValidationError(_("“%(host)s” is no name of a host.") % {"host": host})
        return list(dict.fromkeys(hosts))

    def validate(self, value: Any) -> None:
        """None is needed."""
