"""Answer sheets as files: CSV and XLSX with words; a zipped data file with syntax and code book for SPSS."""

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from plugins.surveys.exports.columns import ExportColumn, Value, export_columns
from plugins.surveys.exports.spss import codebook_rows, spss_syntax
from plugins.surveys.models import Response, Survey
from plugins.surveys.results.figures import Figures

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the system's own encoding and garbles Chinese."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
CHUNK = 500


class Export:
    """The counted sheets of a survey, in the order of their positions, which means nothing."""

    def __init__(self, survey: Survey, figures: Figures, *, personal: bool) -> None:
        self.survey = survey
        self.columns = list(export_columns(figures.form, personal=personal))
        size = survey.position // 8 + 1
        self._strata = [(members.to_bytes(size, "little"), weight) for members, weight in figures.strata]

    @property
    def is_weighted(self) -> bool:
        """Whether the sheets have weights."""
        return bool(self._strata)

    def headings(self) -> list[str]:
        """What stands above the columns for people."""
        return [_("Sheet"), _("Version"), _("Received on"), *self._weight_name(_("Weight"))] + [
            column.label for column in self.columns
        ]

    def names(self) -> list[str]:
        """What the columns are called for programs."""
        return ["sheet", "version", "received", *self._weight_name("weight")] + [
            column.name for column in self.columns
        ]

    def _weight_name(self, name: str) -> list[str]:
        return [name] if self.is_weighted else []

    def rows(self, *, coded: bool) -> Iterator[list[Value]]:
        """The sheets as rows."""
        sheets = (
            Response.objects.filter(survey=self.survey, counted=True)
            .order_by("position")
            .values_list("id", "version__number", "received_on", "position", "answers")
        )
        for ident, version, received, position, answers in sheets.iterator(chunk_size=CHUNK):
            weight = [round(self._weight(position), 6)] if self.is_weighted else []
            values = [(column.coded if coded else column.worded)(answers) for column in self.columns]
            yield [str(ident), version, received.isoformat(), *weight, *values]

    def _weight(self, position: int) -> float:
        inside = (weight for members, weight in self._strata if members[position >> 3] >> (position & 7) & 1)
        return next(inside, 1.0)


def safe(value: Value) -> Value:
    """A text that a spreadsheet can not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def csv_text(export: Export) -> Iterator[str]:
    """CSV with words, in pieces."""
    yield BYTE_ORDER_MARK
    yield from _written([export.headings()])
    yield from _written(export.rows(coded=False))


def _written(rows: Iterable[Sequence[Value]], *, guard: bool = True) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for number, row in enumerate(rows, start=1):
        writer.writerow([safe(value) if guard else value for value in row])
        if number % CHUNK == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def xlsx_file(export: Export) -> Any:
    """A workbook with words, as an open temporary file."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("1")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading) for heading in export.headings()])
    for row in export.rows(coded=False):
        sheet.append([_cell(sheet, value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Value) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, UNFIT_FOR_XML.sub("", value)[:32_000])
    # Told to be text, so that what begins with an equals sign is none of a formula.
    cell.data_type = "s"
    return cell


def spss_file(export: Export) -> Any:
    """data.csv, import.sps and codebook.csv in one archive, as an open temporary file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("data.csv", "w") as data:
            text = io.TextIOWrapper(data, encoding="utf-8", newline="")
            text.writelines(_written([export.names()], guard=False))
            text.writelines(_written(_one_line(export.rows(coded=True)), guard=False))
            text.flush()
            text.detach()
        columns: Sequence[ExportColumn] = export.columns
        archive.writestr("import.sps", spss_syntax(export.survey.title, columns, weighted=export.is_weighted))
        codebook = "".join(_written(codebook_rows(columns)))
        archive.writestr("codebook.csv", f"{BYTE_ORDER_MARK}{codebook}")
    file.seek(0)
    return file


def _one_line(rows: Iterable[list[Value]]) -> Iterator[list[Value]]:
    """SPSS reads a line break inside quotes as a new case."""
    for row in rows:
        yield [" ".join(value.split()) if isinstance(value, str) else value for value in row]
