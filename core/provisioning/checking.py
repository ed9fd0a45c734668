"""Second layer: rows into a county, or into all that is wrong with it. Pure: no database, no files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.provisioning.checking_columns import check_columns, check_offices
from core.provisioning.checking_organisations import COUNTY, check_organisations
from core.provisioning.checking_people import check_people, check_settings
from core.provisioning.faults import Fault
from core.provisioning.reading import Table
from core.provisioning.rows import ColumnRow, County, OrganisationRow, Vocabulary


@dataclass(frozen=True, slots=True)
class Tables:
    """What was read: the organisations, the blueprint of each profile, and what may be absent."""

    organisations: Table
    blueprints: Mapping[str, Table]
    settings: Table | None = None
    people: Table | None = None


def check(tables: Tables, words: Vocabulary) -> tuple[County, list[Fault]]:
    """The county that the tables describe, and all faults of all files. With a fault it must not be used."""
    organisations, faults = check_organisations(tables.organisations, words)
    codes = {row.code for row in organisations} if tables.organisations.complete else None
    blueprints: dict[str, tuple[ColumnRow, ...]] = {}
    for profile, table in tables.blueprints.items():
        blueprints[profile], found = check_columns(table, words)
        if table.complete and not found:
            found = _offices(profile, table, blueprints[profile], organisations)
        faults += found
    county = County(organisations, blueprints)
    if tables.settings:
        settings, found = check_settings(tables.settings, codes)
        county, faults = replace(county, settings=settings), faults + found
    if tables.people:
        own = next((row.code for row in organisations if row.kind == COUNTY), "")
        people, found = check_people(tables.people, words, codes, own)
        county, faults = replace(county, people=people), faults + found
    return county, faults


def _offices(
    profile: str, table: Table, columns: tuple[ColumnRow, ...], organisations: tuple[OrganisationRow, ...]
) -> list[Fault]:
    """Where this is the county's own profile, its columns for offices."""
    if not any(row.kind == COUNTY and row.profile == profile for row in organisations):
        return []
    return check_offices(table.file, columns, {row.kind for row in organisations})
