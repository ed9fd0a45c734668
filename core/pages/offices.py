"""The index of offices, by kind and by pinyin initial: from the table of subsites, without a query."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.http import HttpRequest

from core.tenancy.models import KIND_HEADINGS, OrganisationKind

from .models import OfficesPage

LISTED = (OrganisationKind.TOWNSHIP, OrganisationKind.DEPARTMENT)


def offices_context(request: HttpRequest, page: OfficesPage, context: Mapping[str, Any]) -> dict[str, Any]:
    """`kinds`: for each kind its offices grouped by the pinyin initial of their names."""
    addresses = context["addresses"]
    kinds = []
    for kind in [OrganisationKind(page.lists)] if page.lists else LISTED:
        entries = [entry for entry in addresses.table.all if entry.kind == kind]
        if not entries:
            continue
        kinds.append(
            {
                "kind": kind.value,
                "label": KIND_HEADINGS[kind],
                "groups": [
                    {
                        "initial": initial or "#",
                        "offices": [
                            {
                                "name": entry.display_name,
                                "url": addresses.home(entry),
                                "phone": entry.phone,
                                "address": entry.address,
                            }
                            for entry in group
                        ],
                    }
                    for initial, group in groupby(entries, key=lambda entry: entry.pinyin_initial)
                ],
            }
        )
    return {"kinds": kinds}
