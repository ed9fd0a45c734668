"""Answer sheets as files: CSV and XLSX with words; a zipped data file with syntax and code book for SPSS."""

import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.spreadsheets import BYTE_ORDER_MARK, csv_text, workbook_file
from plugins.surveys.exports.columns import ExportColumn, Value, export_columns
from plugins.surveys.exports.spss import codebook_rows, spss_syntax
from plugins.surveys.models import Response, Survey
from plugins.surveys.results.figures import Figures

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


def csv_pieces(export: Export) -> Iterator[str]:
    """CSV with words, in pieces."""
    yield BYTE_ORDER_MARK
    yield from csv_text([export.headings()])
    yield from csv_text(export.rows(coded=False))


def xlsx_file(export: Export) -> Any:
    """A workbook with words, as an open temporary file."""
    return workbook_file(export.headings(), lambda _sheet: export.rows(coded=False))


def spss_file(export: Export) -> Any:
    """data.csv, import.sps and codebook.csv in one archive, as an open temporary file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("data.csv", "w") as data:
            text = io.TextIOWrapper(data, encoding="utf-8", newline="")
            text.writelines(csv_text([export.names()], guarded=False))
            text.writelines(csv_text(_one_line(export.rows(coded=True)), guarded=False))
            text.flush()
            text.detach()
        columns: Sequence[ExportColumn] = export.columns
        archive.writestr("import.sps", spss_syntax(export.survey.title, columns, weighted=export.is_weighted))
        codebook = "".join(csv_text(codebook_rows(columns)))
        archive.writestr("codebook.csv", f"{BYTE_ORDER_MARK}{codebook}")
    file.seek(0)
    return file


def _one_line(rows: Iterable[list[Value]]) -> Iterator[list[Value]]:
    """SPSS reads a line break inside quotes as a new case."""
    for row in rows:
        yield [" ".join(value.split()) if isinstance(value, str) else value for value in row]
