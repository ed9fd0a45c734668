"""Bytes of a county's file into text: UTF-8 with and without byte order mark, and GB18030."""

import codecs
import re
import unicodedata
from collections.abc import Callable

from core.provisioning.faults import Fault

#: Chinese office software saves CSV in the first or the last, everything else in the second.
ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")

_UTF8_SEQUENCE = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_READABLE_CONTROLS = frozenset("\t\r\n")
#: Control, surrogate, private use, unassigned: no name or address holds them, a wrong encoding yields them.
_UNREADABLE = frozenset({"Cc", "Cs", "Co", "Cn"})


def decode(file: str, content: bytes) -> tuple[str, list[Fault]]:
    """The text of a file, or "" and the faults that keep it from being read: every line of them.

    Text that is valid UTF-8 is taken as UTF-8; only otherwise as GB18030. Nearly every sequence of bytes can be read
    as GB18030, a damaged UTF-8 file too, as other characters: so what is UTF-8 for its larger part is refused.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", [Fault(file, 1, "encoding_utf16")]
    if b"\x00" in content:
        return "", [Fault(file, line, "nul") for line in _lines_where(content, lambda line: b"\x00" in line)]
    try:
        return _checked(file, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        if content.startswith(codecs.BOM_UTF8) or _is_mostly_utf8(content):
            return "", _undecodable(file, content, "utf-8", "encoding_damaged")
    try:
        return _checked(file, content.decode("gb18030"))
    except UnicodeDecodeError:
        return "", _undecodable(file, content, "gb18030", "encoding")


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether at least half of the bytes beyond ASCII are whole UTF-8 sequences of three or four bytes.

    In the bytes of Chinese text in GB18030 such sequences are rare: they begin with E0 to F4, its rarer characters.
    """
    beyond = sum(byte >= 0x80 for byte in content)
    return 2 * sum(len(found) for found in _UTF8_SEQUENCE.findall(content)) >= beyond > 0


def _undecodable(file: str, content: bytes, encoding: str, code: str) -> list[Fault]:
    """A fault for each line that cannot be read: in both encodings a line's end is never part of a character."""

    def is_broken(line: bytes) -> bool:
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            return True
        return False

    return [Fault(file, line, code) for line in _lines_where(content, is_broken)]


def _checked(file: str, text: str) -> tuple[str, list[Fault]]:
    faults = _unreadable(file, text)
    return ("" if faults else text), faults


def _unreadable(file: str, text: str) -> list[Fault]:
    """A fault for each line with a character that cannot be meant: its first such character is told."""
    faults: list[Fault] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        for character in line:
            if _is_unreadable(character):
                faults.append(
                    Fault(file, number, "control_character", {"character": f"U+{ord(character):04X}"})
                )
                break
    return faults


def _is_unreadable(character: str) -> bool:
    if character in _READABLE_CONTROLS:
        return False
    return character in "\ufffd\ufeff" or unicodedata.category(character) in _UNREADABLE


def _lines_where(content: bytes, is_so: Callable[[bytes], bool]) -> list[int]:
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return [number for number, line in enumerate(lines, start=1) if is_so(line)]
