"""Daily market prices of vegetables: a generated time series, marked as sample data in every row."""

import datetime
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

HEADER = ("日期", "品名", "单位", "价格", "说明")
MARK = "示例数据"
SEED = 511703
DAYS = 548


@dataclass(frozen=True)
class Good:
    """A good with its yearly mean price in yuan per 500 g and the month in which it is dearest."""

    name: str
    mean: float
    dearest_month: int
    swing: float


GOODS = (
    Good("大白菜", 1.6, 8, 0.30),
    Good("莲花白", 1.7, 4, 0.28),
    Good("白萝卜", 1.4, 7, 0.26),
    Good("土豆", 2.0, 3, 0.18),
    Good("番茄", 3.4, 1, 0.32),
    Good("黄瓜", 3.0, 1, 0.34),
    Good("茄子", 3.2, 2, 0.36),
    Good("二荆条辣椒", 5.6, 2, 0.30),
    Good("四季豆", 4.4, 1, 0.28),
    Good("藤藤菜", 2.8, 12, 0.40),
    Good("莴笋", 2.6, 8, 0.30),
    Good("老姜", 6.8, 6, 0.15),
)


def price_rows(last_day: datetime.date, days: int = DAYS) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows (ISO date, good, unit, price, mark) for ``days`` days up to and with ``last_day``.

    A price is the good's mean, swung by the season, walked at random and lifted before the Spring
    Festival season; the fixed seed makes every build draw the same numbers.
    """
    draw = random.Random(SEED)  # noqa: S311 - sample prices, not secrets
    drift = dict.fromkeys(GOODS, 0.0)
    for offset in range(days - 1, -1, -1):
        day = last_day - datetime.timedelta(days=offset)
        for good in GOODS:
            drift[good] = 0.94 * drift[good] + draw.gauss(0, 0.022)
            yield (
                day.isoformat(),
                good.name,
                "元/500克",
                f"{_price(good, day, drift[good]):.2f}",
                MARK,
            )


def _price(good: Good, day: datetime.date, drift: float) -> float:
    year_part = day.timetuple().tm_yday / 365
    season = good.swing * math.cos(2 * math.pi * (year_part - (good.dearest_month - 0.5) / 12))
    festival = 0.12 if (day.month, day.day) >= (1, 20) and day.month <= 2 else 0.0
    return good.mean * (1 + season + festival + drift)
