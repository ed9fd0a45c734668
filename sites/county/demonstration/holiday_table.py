"""The official holiday and make-up workday calendar as a table that citizens can look up."""

import datetime
from collections.abc import Iterator

import chinese_calendar

HEADER = ("日期", "星期", "安排", "节日")
FIRST_YEAR = 2020
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
FESTIVALS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}


def holiday_rows(first_year: int = FIRST_YEAR) -> Iterator[tuple[str, str, str, str]]:
    """Rows (ISO date, weekday, 放假 or 调休上班, festival) from ``first_year`` to the package's last year.

    Only days that differ from a plain week are listed: days off of a festival and make-up workdays.
    Source: the State Council's yearly notices, as carried by the ``chinesecalendar`` package.
    """
    days_off = chinese_calendar.constants.holidays
    make_up_days = chinese_calendar.constants.workdays
    for day in sorted({*days_off, *make_up_days}):
        if day.year < first_year:
            continue
        arrangement, festival = (
            ("放假", days_off[day]) if day in days_off else ("调休上班", make_up_days[day])
        )
        yield day.isoformat(), weekday_name(day), arrangement, FESTIVALS[festival]


def weekday_name(day: datetime.date) -> str:
    """The weekday's Chinese name."""
    return WEEKDAYS[day.weekday()]
