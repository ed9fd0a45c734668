"""Counties of any size, as folders that `build_county` reads."""

import csv
from pathlib import Path

from core.provisioning.formats import COLUMNS, ORGANISATIONS, ORGANISATIONS_FILE, columns_file

CODE = "100001"


def row(number: int) -> dict[str, str]:
    """A township's row; number 0 is the county itself."""
    if number == 0:
        return {
            "code": CODE,
            "name": "量度县人民政府",
            "name_en": "Measured County",
            "slug": "county",
            "kind": "county",
            "hostname": "localhost",
            "profile": "county",
        }
    return {
        "code": f"{CODE}{number:03}",
        "name": f"量度镇{number}",
        "name_en": f"Measured Town {number}",
        "slug": f"measured{number}",
        "kind": "township",
        "parent": CODE,
        "hostname": f"measured{number}.localhost",
        "profile": "township",
    }


def column(number: int) -> dict[str, str]:
    """A column's row."""
    slug = f"column{number}"
    return {
        "slug": slug,
        "title": f"栏目{number}",
        "title_en": f"Column {number}",
        "kind": "news",
        "menu": "yes",
    }


def write(folder: Path, *, subsites: int, columns: int = 20) -> Path:
    """Write a county of `subsites` subsites; each township has `columns` columns. Returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, fields, rows in (
        (ORGANISATIONS_FILE, ORGANISATIONS.required, [row(number) for number in range(subsites)]),
        (columns_file("township"), COLUMNS.required, [column(number) for number in range(columns)]),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fields, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder
