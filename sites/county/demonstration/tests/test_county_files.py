"""The files of the county: complete, and nothing in them can be taken for a real person's."""

import csv
import re

from core.access.roles import Role
from sites.county.demonstration.offices import FOLDER, columns, offices


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_county_has_its_offices():
    kinds = [office.kind for office in offices().values()]

    assert {kind: kinds.count(kind) for kind in kinds} == {
        "county": 1,
        "township": 33,
        "department": 26,
        "intranet": 1,
    }


def test_telephone_numbers_and_addresses_of_mail_are_fictitious():
    assert all(re.fullmatch(r"0818-5550\d{3}", row["phone"]) for row in rows("organisations.csv"))
    assert all(row["email"].endswith("@county.example") for row in rows("people.csv"))
    assert all(row["contact_email"].endswith("@county.example") for row in rows("settings.csv"))
    assert all(row["icp_number"].startswith("示例") for row in rows("settings.csv"))


def test_each_role_has_an_account():
    assert {row["role"] for row in rows("people.csv")} == {role.value for role in Role}


def test_columns_by_profile():
    counts = {profile: len(columns(profile)) for profile in ("county", "township", "department", "intranet")}

    assert counts == {"county": 34, "township": 9, "department": 8, "intranet": 6}
