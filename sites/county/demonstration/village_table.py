"""The county's villages and communities by township, as a table that citizens can look up."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HEADER = ("乡镇街道", "村社区", "类别", "统计用区划代码", "上级代码")


@dataclass(frozen=True)
class Village:
    """One village or community with the official codes of itself and of its township."""

    township_code: str
    township: str
    code: str
    short_name: str
    kind: str


def village_from_division(township_code: str, township: str, code: str, name: str) -> Village:
    """A village from a division's full name: 大石村民委员会 is 大石村, 文庙社区居民委员会 is 文庙社区."""
    short_name = name.removesuffix("村民委员会").removesuffix("居民委员会")
    if not short_name.endswith(("社区", "村")):
        short_name += "村" if name.endswith("村民委员会") else "社区"
    kind = "社区" if short_name.endswith("社区") else "村"
    return Village(township_code, township, code, short_name, kind)


def village_rows(
    villages: Iterable[Village],
) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows in the order of ``HEADER``."""
    for village in villages:
        yield (
            village.township,
            village.short_name,
            village.kind,
            village.code,
            village.township_code,
        )


def read_villages(path: Path) -> tuple[Village, ...]:
    """Villages from a table with ``HEADER``, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return tuple(
            Village(
                row["上级代码"],
                row["乡镇街道"],
                row["统计用区划代码"],
                row["村社区"],
                row["类别"],
            )
            for row in rows
        )
