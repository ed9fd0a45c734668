"""Third layer: the county as the files have it against what is there, into a list of steps. Pure."""

from collections.abc import Mapping
from typing import Any

from core.provisioning.checking_organisations import COUNTY
from core.provisioning.merging import Values, merge
from core.provisioning.pinyin import initial, reading
from core.provisioning.planning_columns import plan_columns
from core.provisioning.present import Present, PresentOffice, Record
from core.provisioning.relations import parents_first
from core.provisioning.rows import County, OrganisationRow, PersonRow, SettingsRow
from core.provisioning.steps import Action, Plan, Step

OFFICE, SETTINGS, COLUMN, ACCOUNT, ROLE = "office", "settings", "column", "account", "role"


def plan(county: County, present: Present, *, themes: Mapping[str, str], portal_host: str) -> Plan:
    """Every step from what is present to the county: the county's own office first, each office before its
    columns, offices before people; last what the files no longer have.

    ``themes`` gives each profile's theme, ``portal_host`` the county's host name where the file has none.
    """
    steps: list[Step] = []
    settings = {row.organisation: row for row in county.settings}
    for row in _county_first(county.organisations):
        office = present.offices.get(row.code)
        steps.append(_office(row, office, present, themes=themes, portal_host=portal_host))
        if row.code in settings:
            steps.append(_settings(settings[row.code], row, office, present))
        steps += plan_columns(row, county.blueprints[row.profile], office, present)
    accounts = {row.username: row for row in reversed(county.people)}
    steps += [_account(row, present) for row in reversed(accounts.values())]
    names = {row.code: row.name for row in county.organisations}
    steps += [_role(row, names[row.organisation], present) for row in county.people]
    return Plan((*steps, *_gone(steps, present)))


def office_values(row: OrganisationRow, *, theme: str, portal_host: str) -> dict[str, Any]:
    """What a row of organisations.csv gives to its organisation, subsite, home page and Site row."""
    read = reading(row.name, row.slug, row.pinyin)
    hostname = row.hostname or (portal_host if row.kind == COUNTY else "")
    return {
        "name": row.name,
        "name_en": row.name_en,
        "slug": row.slug,
        "parent": row.parent,
        "address": row.address,
        "phone": row.phone,
        "pinyin": read,
        "pinyin_initial": initial(read),
        "profile": row.profile,
        "theme": theme,
        "hostname": hostname,
        "site": hostname,
        "title": row.name,
        "title_en": row.name_en or row.name,
        "page_slug": row.slug,
        "collection": row.name,
    }


def _county_first(rows: tuple[OrganisationRow, ...]) -> list[OrganisationRow]:
    ordered = parents_first(rows, lambda row: row.code)
    return sorted(ordered, key=lambda row: row.kind != COUNTY)


def _office(
    row: OrganisationRow,
    office: PresentOffice | None,
    present: Present,
    *,
    themes: Mapping[str, str],
    portal_host: str,
) -> Step:
    values = office_values(row, theme=themes[row.profile], portal_host=portal_host)
    if office is None or not office.subsite_id:
        return _create(OFFICE, row.code, row.name, row.code, row, values)
    record = present.records.get((OFFICE, row.code))
    return _compare(
        OFFICE, row.code, row.name, row.code, row, values, office.values, record, office.subsite_id
    )


def _settings(
    row: SettingsRow, owner: OrganisationRow, office: PresentOffice | None, present: Present
) -> Step:
    record = present.records.get((SETTINGS, owner.code))
    if office is None or not office.subsite_id:
        return _create(SETTINGS, owner.code, owner.name, owner.code, row, dict(row.values))
    return _compare(
        SETTINGS,
        owner.code,
        owner.name,
        owner.code,
        row,
        row.values,
        office.settings,
        record,
        office.subsite_id,
    )


def _account(row: PersonRow, present: Present) -> Step:
    values = {"name": row.name, "email": row.email}
    account = present.accounts.get(row.username.lower())
    if account is None:
        return _create(ACCOUNT, row.username, row.name, "", row, values)
    # An account made by hand keeps its name and, above all, the address that its password is reset by.
    record = present.records.get((ACCOUNT, row.username)) or Record(account.user_id, values)
    return _compare(ACCOUNT, row.username, row.name, "", row, values, account.values, record, account.user_id)


def _role(row: PersonRow, office: str, present: Present) -> Step:
    key = f"{row.username}/{row.organisation}/{row.role}"
    label = f"{row.name}, {office}"
    account = present.accounts.get(row.username.lower())
    record = present.records.get((ROLE, key)) or Record(account.user_id if account else 0, {})
    held = (row.username.lower(), row.organisation, row.role) in present.roles
    action = Action.CREATE if not held and (ROLE, key) not in present.records else Action.NOTHING
    # A role that somebody took away since is not given back.
    note = "role_revoked" if action is Action.NOTHING and not held else ""
    return Step(
        action,
        ROLE,
        key,
        label,
        row.organisation,
        row,
        {},
        provisioned={},
        object_id=record.object_id,
        note=note,
    )


def _create(subject: str, key: str, label: str, office: str, row: Any, values: dict[str, Any]) -> Step:
    return Step(Action.CREATE, subject, key, label, office, row, values, provisioned=dict(values))


def _compare(
    subject: str,
    key: str,
    label: str,
    office: str,
    row: Any,
    values: Values,
    found: Values,
    record: Record | None,
    object_id: int,
) -> Step:
    merged = merge(provisioned=record.values if record else None, present=found, desired=values)
    return Step(
        Action.CHANGE if merged.changes else Action.NOTHING,
        subject,
        key,
        label,
        office,
        row,
        dict(values),
        merged.changes,
        merged.kept,
        merged.provisioned,
        object_id,
    )


def _gone(steps: list[Step], present: Present) -> list[Step]:
    """What was provisioned and no longer has a row. Settings go with their office's row."""
    told = {(step.subject, step.key) for step in steps}
    found = []
    for (subject, key), record in present.records.items():
        if (subject, key) not in told and subject != SETTINGS:
            label = str(record.values.get("name") or record.values.get("title") or "")
            found.append(Step(Action.GONE, subject, key, label, object_id=record.object_id))
    return sorted(found, key=lambda step: (step.subject, step.key))
