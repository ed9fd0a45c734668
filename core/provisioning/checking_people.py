"""Check people.csv and settings.csv against themselves and against the organisations."""

from collections.abc import Collection

from core.provisioning.cells import Cells
from core.provisioning.faults import Fault
from core.provisioning.formats import SETTINGS
from core.provisioning.reading import Row, Table
from core.provisioning.relations import duplicates
from core.provisioning.rows import PersonRow, SettingsRow, Vocabulary

_LENGTHS = {
    "tagline": 120,
    "icp_number": 64,
    "police_number": 64,
    "sponsor": 120,
    "contact_phone": 64,
    "contact_address": 200,
}


def check_people(
    table: Table, words: Vocabulary, codes: Collection[str] | None, county: str = ""
) -> tuple[tuple[PersonRow, ...], list[Fault]]:
    """The people, and every fault of the file. ``codes``: those of organisations.csv, None when unknown;
    ``county``: the county's own, "" when unknown."""
    faults: list[Fault] = []
    rows: list[PersonRow] = []
    for row in table.rows:
        cells = Cells(row, faults)
        rows.append(
            PersonRow(
                file=row.file,
                line=row.line,
                username=cells.username("username", 150),
                name=cells.text("name", 100, required=True),
                email=cells.email("email", 254, required=True),
                organisation=_organisation(cells, codes),
                role=cells.choice("role", words.roles),
            )
        )
    return tuple(rows), faults + _persons(rows) + _powers(rows, words, county)


def _powers(rows: list[PersonRow], words: Vocabulary, county: str) -> list[Fault]:
    """A power is held on the county's own row, by somebody who holds nothing else."""
    told: dict[str, list[PersonRow]] = {}
    for row in rows:
        if row.role:
            told.setdefault(row.username.lower(), []).append(row)
    faults = [
        _at(row, "power_elsewhere", value=row.role)
        for row in rows
        if county and row.role in words.powers and row.organisation != county
    ]
    for mine in told.values():
        first = next((row for row in mine if row.role in words.powers), None)
        faults += [
            _at(row, "power_and_role", value=row.username, power=first.role, role=row.role, line=first.line)
            for row in mine
            if first is not None and row.role != first.role
        ]
    return faults


def _persons(rows: list[PersonRow]) -> list[Fault]:
    """One person per username and e-mail address, and each role told once."""
    by_username: dict[str, PersonRow] = {}
    by_email: dict[str, PersonRow] = {}
    roles: dict[tuple[str, str, str], PersonRow] = {}
    faults: list[Fault] = []
    for row in rows:
        first = by_username.setdefault(row.username.lower(), row)
        owner = by_email.setdefault(row.email.lower(), row)
        told = roles.setdefault((row.username.lower(), row.organisation, row.role), row)
        if told is not row and row.username:
            faults.append(_at(row, "duplicate", column="role", value=row.role, line=told.line))
        faults += [
            _at(row, "person_differs", value=row.username, column=column, line=first.line)
            for column in ("username", "name", "email")
            if row.username and getattr(row, column) != getattr(first, column)
        ]
        if row.email and owner.username.lower() != row.username.lower():
            faults.append(_at(row, "duplicate", column="email", value=row.email, line=owner.line))
    return faults


def check_settings(
    table: Table, codes: Collection[str] | None
) -> tuple[tuple[SettingsRow, ...], list[Fault]]:
    """The settings of subsites, and every fault of the file."""
    faults: list[Fault] = []
    present = [column for column in SETTINGS.optional if column in table.columns]
    rows = tuple(_settings(row, present, codes, faults) for row in table.rows)
    return rows, faults + duplicates(rows, "organisation")


def _settings(
    row: Row, present: list[str], codes: Collection[str] | None, faults: list[Fault]
) -> SettingsRow:
    cells = Cells(row, faults)
    values: dict[str, str] = {}
    organisation = _organisation(cells, codes)
    for column in present:
        match column:
            case "site_id_code":
                values[column] = cells.site_id_code(column)
            case "contact_email":
                values[column] = cells.email(column, 254)
            case "report_error_url":
                values[column] = cells.url(column, 200)
            case _:
                values[column] = cells.text(column, _LENGTHS[column])
    return SettingsRow(row.file, row.line, organisation, values)


def _organisation(cells: Cells, codes: Collection[str] | None) -> str:
    value = cells.text("organisation", 32, required=True)
    if value and codes is not None and value not in codes:
        cells.fault("organisation_unknown", value=value)
    return value


def _at(row: PersonRow, code: str, **values: object) -> Fault:
    return Fault(row.file, row.line, code, dict(values))
