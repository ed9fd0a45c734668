"""Bytes of a county's file into text: UTF-8 with and without byte order mark, and GB18030."""

import codecs
import unicodedata

from core.provisioning.faults import Fault

#: Chinese office software saves CSV in the first or the last, everything else in the second.
ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")

_READABLE_CONTROLS = frozenset("\t\r\n")
#: Control, surrogate, private use, unassigned: no name or address holds them, a wrong encoding yields them.
_UNREADABLE = frozenset({"Cc", "Cs", "Co", "Cn"})


def decode(file: str, content: bytes) -> tuple[str, list[Fault]]:
    """The text of a file, or "" and the faults that keep it from being read.

    Text that is valid UTF-8 is taken as UTF-8; only otherwise as GB18030. A GB18030 file that is valid
    UTF-8 by chance is possible in theory; the chance vanishes with every Chinese character in it.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", [Fault(file, 1, "encoding_utf16")]
    if b"\x00" in content:
        return "", [Fault(file, line, "nul") for line in _lines_with_nul(content)]
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            place = error.start
        else:
            faults = _unreadable(file, text)
            return ("" if faults else text), faults
    return "", [Fault(file, _line_of(content, place), "encoding")]


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


def _lines_with_nul(content: bytes) -> list[int]:
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return [number for number, line in enumerate(lines, start=1) if b"\x00" in line]


def _line_of(content: bytes, position: int) -> int:
    before = content[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
