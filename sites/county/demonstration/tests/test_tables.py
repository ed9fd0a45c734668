import datetime

from sites.county.demonstration.holiday_table import holiday_rows
from sites.county.demonstration.offices import FOLDER, offices
from sites.county.demonstration.price_table import MARK, price_rows
from sites.county.demonstration.village_table import read_villages, village_from_division

NATIONAL_DAY = datetime.date(2026, 10, 1)


def test_every_village_belongs_to_a_township_of_the_county():
    villages = read_villages(FOLDER / "tables" / "villages.csv")
    townships = {office.code for office in offices().values() if office.kind == "township"}

    assert len(villages) == 452
    assert {village.township_code for village in villages} == townships
    assert len({village.code for village in villages}) == 452


def test_short_names_of_villages():
    assert village_from_division("1", "镇", "2", "大林沟村民委员会").short_name == "大林沟村"
    assert village_from_division("1", "镇", "2", "梧桐梁社区居民委员会").short_name == "梧桐梁社区"
    rural = village_from_division("1", "镇", "2", "中文农村社区村民委员会")
    assert (rural.short_name, rural.kind) == ("中文农村社区", "社区")


def test_holidays_tell_days_off_and_make_up_workdays():
    rows = {row[0]: row[1:] for row in holiday_rows()}

    assert rows["2026-10-01"] == ("星期四", "放假", "国庆节")
    assert rows["2026-10-10"] == ("星期六", "调休上班", "国庆节")
    assert "2026-10-12" not in rows


def test_prices_are_the_same_at_every_run_and_marked():
    rows = list(price_rows(NATIONAL_DAY, days=30))

    assert rows == list(price_rows(NATIONAL_DAY, days=30))
    assert len(rows) == 12 * 30
    assert {row[4] for row in rows} == {MARK}
    assert rows[-1][0] == "2026-10-01"
    assert all(0.3 < float(row[3]) < 20 for row in rows)
