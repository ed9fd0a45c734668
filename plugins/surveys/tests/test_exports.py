"""Answer sheets as files: CSV, XLSX, and data with syntax and code book for SPSS."""

import csv
import io
import zipfile

from openpyxl import load_workbook

from plugins.surveys.exports.files import Export, csv_pieces, spss_file, xlsx_file
from plugins.surveys.results.reading import figures_of
from plugins.surveys.tests.factories import answer, make_survey, question

FULL = [
    question("Q1", other=True, text="怎么来"),
    question("Q2", "multiple"),
    question("Q3", "matrix"),
    question("Q4", "rating"),
    question("Q5", "ranking"),
    question("Q6", "number"),
    question("Q7", "short_text"),
    question("Q8", "phone"),
    question("Q9", "agreement"),
]
SHEET = {
    "Q1": ["other"],
    "Q1:other": "=1+1",
    "Q2": ["2"],
    "Q3:1": ["1"],
    "Q4": 5,
    "Q5": ["2", "1"],
    "Q6": "3.5",
    "Q7": "'; 一\n二",
    "Q8": "13800000000",
    "Q9": True,
}


def export_of(county, *, personal=False):
    survey = make_survey(county.shiqiao, FULL)
    answer(survey, SHEET)
    return Export(survey, figures_of(survey), personal=personal)


def test_csv_in_words(county):
    text = "".join(csv_pieces(export_of(county)))
    heading, row = csv.reader(io.StringIO(text.removeprefix("\ufeff")))

    values = dict(zip(heading, row, strict=True))
    assert values["怎么来"] == "其他"
    assert values["怎么来 – 其他（文字）"] == "'=1+1"
    assert values["问题 Q2 – 乙"] == "1"
    assert values["问题 Q3 – 行一"] == "甲"
    assert values["问题 Q5 – 甲"] == "2"
    assert values["问题 Q6"] == "3.5"
    assert "问题 Q8" not in values


def test_every_heading_is_there_once_and_whole_numbers_are_whole(county):
    survey = make_survey(county.shiqiao, FULL)
    answer(survey, {**SHEET, "Q6": "12"})
    export = Export(survey, figures_of(survey), personal=True)

    assert len(set(export.headings())) == len(export.headings())
    assert dict(zip(export.names(), next(export.rows(coded=True)), strict=True))["Q6"] == 12
    assert "12" in next(csv.reader(io.StringIO("".join(csv_pieces(export)).split("\r\n", 1)[1])))


def test_personal_columns_only_when_asked_for(county):
    export = export_of(county, personal=True)
    assert (
        dict(zip(export.headings(), next(export.rows(coded=False)), strict=True))["问题 Q8"] == "13800000000"
    )


def test_xlsx_holds_no_formula(county):
    book = load_workbook(xlsx_file(export_of(county)))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_spss_has_data_syntax_and_code_book(county):
    with zipfile.ZipFile(spss_file(export_of(county))) as archive:
        assert archive.namelist() == ["data.csv", "import.sps", "codebook.csv"]
        data = list(csv.DictReader(io.StringIO(archive.read("data.csv").decode())))
        syntax = archive.read("import.sps").decode()
        codebook = archive.read("codebook.csv").decode("utf-8-sig")

    assert (data[0]["Q1"], data[0]["Q2_1"], data[0]["Q2_2"], data[0]["Q3_1"], data[0]["Q9"]) == (
        "901", "0", "1", "1", "1",
    )  # fmt: skip
    assert data[0]["Q7"] == "'; 一 二"
    assert "  Q6 F16.6" in syntax
    assert "VALUE LABELS\n  /Q1 1 '甲' 2 '乙' 901 '其他'" in syntax
    assert "VARIABLE LEVEL Q4 (ORDINAL)." in syntax
    assert "Q1,,901,其他" in codebook
