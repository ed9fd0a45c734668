"""When an item was published, counted from the day of the build so that the demonstration looks alive."""

import datetime
import random
import re

_AGO = re.compile(r"\d{1,3}")
_MONTH_AND_DAY = re.compile(r"(\d{2})-(\d{2})")
_WORK_BEGINS = datetime.time(8, 40)
_WORK_MINUTES = 8 * 60


def published_at(
    *, ago: str = "", on: str = "", now: datetime.datetime, draw: random.Random, seed: int
) -> datetime.datetime:
    """The moment an item was published, in working hours, never after ``now``.

    ``ago`` counts days back from ``now``; ``on`` ("MM-DD") is the latest such day before ``now``, or the one a
    year earlier: ``seed`` and the month decide, so that items of one month and office stay in one year.
    Raises ValueError when neither is given or one is malformed.
    """
    day = _day(ago=ago, on=on, today=now.date(), seed=seed)
    begins = datetime.datetime.combine(day, _WORK_BEGINS, tzinfo=now.tzinfo)
    published = begins + datetime.timedelta(minutes=draw.randrange(_WORK_MINUTES))
    return published if published <= now else now - datetime.timedelta(minutes=draw.randrange(5, 90))


def _day(*, ago: str, on: str, today: datetime.date, seed: int) -> datetime.date:
    if _AGO.fullmatch(ago):
        return today - datetime.timedelta(days=int(ago))
    found = _MONTH_AND_DAY.fullmatch(on)
    if found is None:
        raise ValueError(f"a date is neither ago nor on: {ago!r}, {on!r}")
    month, day = int(found[1]), int(found[2])
    latest = datetime.date(today.year, month, day)
    years_back = (seed + month) % 2 + (latest >= today)
    return datetime.date(today.year - min(years_back, 2), month, day)
