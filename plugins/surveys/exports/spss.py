"""Syntax that reads the coded data into SPSS (or PSPP), and the code book."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plugins.surveys.exports.columns import ExportColumn

LONGEST_LABEL = 120


def spss_syntax(title: str, columns: Sequence[ExportColumn], *, weighted: bool) -> str:
    """Commands that read `data.csv` with names, formats, labels and levels."""
    weight = ["  weight F10.6"] if weighted else []
    formats = ["  sheet A36", "  version F4.0", "  received SDATE10", *weight]
    formats.extend(f"  {column.name} {_format(column)}" for column in columns)
    lines = [
        "* Encoding: UTF-8.",
        f"* {_plain(title)}.",
        "GET DATA /TYPE=TXT /FILE='data.csv' /ENCODING='UTF8'",
        "  /ARRANGEMENT=DELIMITED /DELIMITERS=',' /QUALIFIER='\"' /FIRSTCASE=2",
        "  /VARIABLES=",
        *formats,
        ".",
        "VARIABLE LABELS",
        "\n".join(f"  /{column.name} {_quoted(column.label)}" for column in columns).replace("/", "", 1),
        ".",
    ]
    labelled = [column for column in columns if column.codes]
    if labelled:
        lines.append("VALUE LABELS")
        lines.extend(
            f"  /{column.name} "
            + " ".join(f"{code} {_quoted(words)}" for code, words in column.codes.items())
            for column in labelled
        )
        lines.append(".")
    lines.extend(f"VARIABLE LEVEL {column.name} ({column.level})." for column in columns if not column.width)
    if weighted:
        lines.append("WEIGHT BY weight.")
    return "\n".join([*lines, "EXECUTE.", ""])


def _format(column: ExportColumn) -> str:
    if column.width:
        return f"A{column.width}"
    if column.is_date:
        return "SDATE10"
    return "F16.6" if column.level == "SCALE" else "F8.0"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace(".", " ")


def _quoted(text: str) -> str:
    plain = " ".join(text.split())[:LONGEST_LABEL].replace("'", "''")
    return f"'{plain}'"


def codebook_rows(columns: Sequence[ExportColumn]) -> Iterator[list[str | int]]:
    """One line per column, and one per code of it."""
    yield [pgettext("survey", "Column"), _("Question"), pgettext("survey", "Code"), _("Meaning")]
    for column in columns:
        yield [column.name, column.label, "", ""]
        for code, words in column.codes.items():
            yield [column.name, "", code, words]
