"""From bytes to text: UTF-8 with and without BOM, UTF-16 with BOM, GB18030."""

import codecs
from dataclasses import dataclass

from plugins.queries.tables.problems import Problem, TableError

UTF8_EVIDENCE = 4
"""So many multi-byte sequences before a damage prove UTF-8; GB18030 text holds them by chance only rarely."""


@dataclass(frozen=True)
class DecodedText:
    """Text without BOM, and the name of the encoding it had."""

    text: str
    encoding: str


def decode(data: bytes) -> DecodedText:
    """Decode a CSV file. Raises `TableError` for other encodings, for binary data and for damaged text."""
    if data.startswith(codecs.BOM_UTF8):
        return DecodedText(_decode_utf8(data[len(codecs.BOM_UTF8) :]), "UTF-8")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return _checked(data.decode("utf-16"), "UTF-16")
        except UnicodeDecodeError as error:
            raise TableError(Problem.UNKNOWN_ENCODING) from error
    try:
        return _checked(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        if _multibyte_count(data[: error.start]) >= UTF8_EVIDENCE:
            raise TableError(Problem.DAMAGED_ENCODING, line=_line(data, error.start)) from error
    try:
        return _checked(data.decode("gb18030"), "GB18030")
    except UnicodeDecodeError as error:
        raise TableError(Problem.UNKNOWN_ENCODING) from error


def _decode_utf8(data: bytes) -> str:
    try:
        return _checked(data.decode("utf-8"), "UTF-8").text
    except UnicodeDecodeError as error:
        raise TableError(Problem.DAMAGED_ENCODING, line=_line(data, error.start)) from error


def _checked(text: str, encoding: str) -> DecodedText:
    if "\0" in text:
        raise TableError(Problem.UNKNOWN_FORMAT)
    return DecodedText(text, encoding)


def _multibyte_count(data: bytes) -> int:
    return sum(1 for byte in data if byte >= 0xC0)


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
