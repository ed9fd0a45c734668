"""Check a county against the database: what would break a rule there is told before anything is written."""

from collections.abc import Callable, Collection
from typing import Any

from core.provisioning.checking_organisations import COUNTY
from core.provisioning.faults import Fault
from core.provisioning.present import Present, PresentOffice
from core.provisioning.rows import County, OrganisationRow

type HostnameRule = Callable[[OrganisationRow, PresentOffice | None], bool]
"""Whether policy lets an office have a host name of its own."""


def check_present(
    county: County,
    present: Present,
    *,
    kinds: Collection[str],
    tree_root_id: int,
    may_have_hostname: HostnameRule,
) -> list[Fault]:
    """Faults of organisations.csv that only the database can tell. Pure: the database is given as data.

    The rows may have faults already; of a kind that is none of `kinds` nothing more is told.
    """
    faults: list[Fault] = []
    owners = {
        column: {office.values.get(column): code for code, office in present.offices.items()}
        for column in ("slug", "hostname")
    }
    for row in county.organisations:
        if row.kind in kinds:
            faults += _kind(row, present)
        faults += _taken(row, owners, present)
        faults += _hostname(row, present.offices.get(row.code), may_have_hostname)
        if row.kind in {COUNTY, "intranet"} and row.code not in present.offices:
            faults += _address(row, present, tree_root_id)
    return faults


def _hostname(row: OrganisationRow, office: PresentOffice | None, may: HostnameRule) -> list[Fault]:
    """A new host name where policy allows none. The county and an intranet can't do without; what is there stays."""
    if not row.hostname or row.kind in {COUNTY, "intranet"}:
        return []
    if office is not None and office.values.get("hostname") == row.hostname:
        return []
    return (
        [] if may(row, office) else [Fault(row.file, row.line, "hostname_forbidden", {"value": row.hostname})]
    )


def _kind(row: OrganisationRow, present: Present) -> list[Fault]:
    office = present.offices.get(row.code)
    if office is not None and office.kind != row.kind:
        values = {"value": row.code, "before": office.kind, "after": row.kind}
        return [Fault(row.file, row.line, "kind_changed", values)]
    counties = {code: found for code, found in present.offices.items() if found.kind == COUNTY}
    if row.kind == COUNTY and counties and row.code not in counties:
        owner = next(iter(counties.values()))
        return [Fault(row.file, row.line, "county_present", {"value": owner.values["name"]})]
    return []


def _taken(row: OrganisationRow, owners: dict[str, dict[Any, str]], present: Present) -> list[Fault]:
    """A slug or a host name that another office holds at present, also when this build would free it: an
    address never changes hands within one build."""
    faults = []
    for column in ("slug", "hostname"):
        value = getattr(row, column)
        holder = owners[column].get(value) if value else None
        if holder is not None and holder != row.code:
            owner = present.offices[holder].values["name"]
            faults.append(
                Fault(row.file, row.line, "value_taken", {"column": column, "value": value, "owner": owner})
            )
    return faults


def _address(row: OrganisationRow, present: Present, tree_root_id: int) -> list[Fault]:
    """A second page of this address directly below the tree's root."""
    if (tree_root_id, row.slug) in present.addresses:
        return [Fault(row.file, row.line, "slug_taken", {"value": f"/{row.slug}/"})]
    return []
