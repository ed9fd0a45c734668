"""Checks of single cells. Each appends its faults and answers with the value."""

import re
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from core.provisioning.faults import Fault
from core.provisioning.reading import Row

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEAR = re.compile(r"[0-9]{4}")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
_USERNAME = re.compile(r"[0-9A-Za-z@.+_-]+")
_SITE_ID_CODE = re.compile(r"[0-9A-Za-z]{10}")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_HOST_IN_ADDRESS = re.compile(r"(?:[a-z]+://)?([^/:]+)(?::[0-9]*)?/?")
_URL = URLValidator(schemes=["http", "https"])

HOSTNAME_LENGTH = 253
SLUG_LENGTH = 63


class Cells:
    """The cells of one row, taken out one by one; what is wrong with them gathers in ``faults``."""

    def __init__(self, row: Row, faults: list[Fault]) -> None:
        self.row = row
        self.faults = faults

    def fault(self, code: str, **values: object) -> None:
        """Tell a fault of this row."""
        self.faults.append(Fault(self.row.file, self.row.line, code, dict(values)))

    def text(self, column: str, length: int, *, required: bool = False) -> str:
        """One line of text of at most ``length`` characters."""
        value = self.row[column]
        if required:
            self._must_be_given(column)
        if "\n" in value or "\r" in value:
            self.fault("line_break", column=column)
        if len(value) > length:
            self.fault("too_long", column=column, found=len(value), allowed=length)
        return value

    def _must_be_given(self, column: str) -> None:
        # A column that the file lacks altogether is told once, for its first line.
        if self.row.cells.get(column) == "":
            self.fault("required", column=column)

    def code(self, column: str, length: int) -> str:
        """The code of an organisation; required."""
        value = self.text(column, length, required=True)
        if value and not _CODE.fullmatch(value):
            self.fault("code", value=value)
        return value

    def slug(self, column: str, reserved: Collection[str]) -> str:
        """A part of an address; required."""
        value = self.text(column, SLUG_LENGTH, required=True)
        if not value:
            return value
        if value in reserved:
            self.fault("slug_reserved", value=value)
        elif _YEAR.fullmatch(value):
            self.fault("slug_year", value=value)
        elif not _SLUG.fullmatch(value):
            self.fault("slug", value=value)
        return value

    def choice(self, column: str, known: Collection[str]) -> str:
        """One of the known words; required."""
        value = self.row[column]
        if not value:
            self._must_be_given(column)
        elif value not in known:
            self.fault("choice", column=column, value=value, known=", ".join(known))
        return value

    def flag(self, column: str) -> bool:
        """yes or no; an empty cell is no."""
        value = self.row[column].lower()
        if value not in {"yes", "no", ""}:
            self.fault("choice", column=column, value=self.row[column], known="yes, no")
        return value == "yes"

    def email(self, column: str, length: int, *, required: bool = False) -> str:
        """An e-mail address."""
        value = self.text(column, length, required=required)
        if value and not _passes(validate_email, value):
            self.fault("email", value=value)
        return value

    def url(self, column: str, length: int) -> str:
        """A web address, or nothing."""
        value = self.text(column, length)
        if value and not _passes(_URL, value):
            self.fault("url", value=value)
        return value

    def username(self, column: str, length: int) -> str:
        """The name that a person signs in with; required."""
        value = self.text(column, length, required=True)
        if value and not _USERNAME.fullmatch(value):
            self.fault("username", value=value)
        return value

    def site_id_code(self, column: str) -> str:
        """The identification code of a government site: ten characters, or nothing."""
        value = self.row[column]
        if value and not _SITE_ID_CODE.fullmatch(value):
            self.fault("site_id_code", value=value)
        return value

    def hostname(self, column: str) -> str:
        """A host name (RFC 1123) in lower case, or nothing. What was probably meant is told."""
        value = self.row[column]
        if not value:
            return value
        written = value.lower()
        bare = _HOST_IN_ADDRESS.fullmatch(written)
        if is_network_address(written):
            self.fault("hostname_address", value=value)
        elif is_hostname(value):
            pass
        elif is_hostname(written):
            self.fault("hostname_upper", value=value, suggestion=written)
        elif not value.isascii() and (ascii_name := _punycode(written)):
            self.fault("hostname_international", value=value, suggestion=ascii_name)
        elif bare and is_hostname(bare[1]):
            self.fault("hostname_port", value=value, suggestion=bare[1])
        else:
            self.fault("hostname", value=value)
        return value


def is_hostname(value: str) -> bool:
    """Whether this is a host name in lower case as RFC 1123 has it: no dot at the end, no network address."""
    labels = value.split(".")
    return (
        0 < len(value) <= HOSTNAME_LENGTH
        and all(_LABEL.fullmatch(label) for label in labels)
        and not is_network_address(value)
    )


def is_network_address(value: str) -> bool:
    """Whether a client would take this for an address: the last label is a number, or it looks like IPv6."""
    return "::" in value or value.startswith("[") or bool(_NUMERIC_LABEL.fullmatch(value.rpartition(".")[2]))


def _punycode(value: str) -> str:
    """The ASCII form of an internationalised host name, or "" when it has none."""
    try:
        name = value.replace("。", ".").encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return name if is_hostname(name) else ""


def _passes(validator: object, value: str) -> bool:
    try:
        validator(value)  # type: ignore[operator]
    except ValidationError:
        return False
    return True
