"""Writes the generated tables again: ``python -m sites.county.demonstration.write_tables``.

The tables are committed, so that a fresh clone needs nothing but the repository; run this after the
``chinesecalendar`` package has learnt a new year.
"""

import csv
import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from sites.county.demonstration import holiday_table, price_table

TABLES = Path(__file__).parent / "tables"
LAST_PRICE_DAY = datetime.date(2026, 11, 20)


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a UTF-8 CSV file with a header row and Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    write_table(TABLES / "holidays.csv", holiday_table.HEADER, holiday_table.holiday_rows())
    write_table(
        TABLES / "market-prices.csv",
        price_table.HEADER,
        price_table.price_rows(LAST_PRICE_DAY),
    )
