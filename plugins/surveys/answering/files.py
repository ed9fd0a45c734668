"""Judging a file of an answer by its content, size and name."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from plugins.surveys.form.answers import Refused, tidy

LARGEST = 5 * 1024 * 1024
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
OFFICE = "application/vnd.openxmlformats-officedocument."
SUFFIXES = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    f"{OFFICE}wordprocessingml.document": (".docx",),
    f"{OFFICE}spreadsheetml.sheet": (".xlsx",),
}
MOST_ENTRIES = 2000
MOST_UNPACKED = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept."""

    name: str
    media_type: str
    content: bytes


def check_file(file: Any) -> CheckedFile:
    """The file if its content is of an accepted type. Raises Refused in words for the respondent."""
    if file.size > LARGEST:
        raise Refused(_("The file is larger than 5 MB."))
    content = file.read()
    media_type = _media_type(content)
    if not media_type:
        raise Refused(_("Please choose a PDF, JPEG, PNG, DOCX or XLSX file without macros."))
    return CheckedFile(_safe_name(str(file.name), media_type), media_type, content)


def _media_type(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return _office_type(content) if content.startswith(b"PK\x03\x04") else ""


def _office_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        return ""
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return ""
    if "word/document.xml" in names:
        return f"{OFFICE}wordprocessingml.document"
    return f"{OFFICE}spreadsheetml.sheet" if "xl/workbook.xml" in names else ""


def _safe_name(name: str, media_type: str) -> str:
    """The last part of the name, harmless, ending as its content does."""
    plain = re.sub(r"[\\/:*?\"<>|\x00-\x1f]", "_", tidy(name.replace("\\", "/").rsplit("/", 1)[-1]))
    path = PurePath(plain or "file")
    suffix = path.suffix.lower() if path.suffix.lower() in SUFFIXES[media_type] else SUFFIXES[media_type][0]
    return f"{path.stem.strip('. ')[:80] or 'file'}{suffix}"
