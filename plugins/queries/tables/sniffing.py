"""What a file is, judged by its content; a name or a declared media type proves nothing."""

import enum
import io
import zipfile
import zlib

from plugins.queries.tables.limits import Limits
from plugins.queries.tables.problems import Problem, TableError

COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
BINARY_STARTS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)
XML_LIMIT_OF_PROLOGUE = 4096


class FileKind(enum.Enum):
    """The formats that are read."""

    DELIMITED = "csv"
    WORKBOOK = "xlsx"


def sniff(data: bytes, limits: Limits) -> FileKind:
    """Tell the format. Raises `TableError` for what is refused: too large, empty, macros, zip bombs."""
    if len(data) > limits.file_bytes:
        size, limit = (f"{count / 1024 / 1024:.1f} MB" for count in (len(data), limits.file_bytes))
        raise TableError(Problem.TOO_LARGE, size=size, limit=limit)
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise TableError(Problem.EMPTY_FILE)
    if data.startswith(COMPOUND_FILE):
        raise TableError(Problem.OLD_WORKBOOK)
    if data.startswith(b"PK"):
        _check_archive(data, limits)
        return FileKind.WORKBOOK
    if data.startswith(BINARY_STARTS):
        raise TableError(Problem.UNKNOWN_FORMAT)
    return FileKind.DELIMITED


def _check_archive(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive, len(data), limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise TableError(Problem.DAMAGED_WORKBOOK) from error


def _check_entries(archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > limits.archive_entries:
        raise TableError(Problem.UNPACKED_TOO_LARGE)
    unpacked = sum(entry.file_size for entry in entries)
    # zipfile never yields more than the declared size of an entry, so the declared sizes can be relied on.
    if unpacked > limits.unpacked_bytes or unpacked > max(packed, 50_000) * limits.unpacked_ratio:
        raise TableError(Problem.UNPACKED_TOO_LARGE)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise TableError(Problem.UNKNOWN_FORMAT)
    lowered = {name.lower() for name in names}
    if any(name.endswith(("vbaproject.bin", ".xlm")) or "/macrosheets/" in name for name in lowered):
        raise TableError(Problem.MACROS)
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise TableError(Problem.MACROS)
    for entry in entries:
        if entry.flag_bits & 1:
            raise TableError(Problem.OLD_WORKBOOK)
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                # Office writes no document type; one is only ever there to declare entities.
                if b"<!DOCTYPE" in part.read(XML_LIMIT_OF_PROLOGUE).upper():
                    raise TableError(Problem.DAMAGED_WORKBOOK)
