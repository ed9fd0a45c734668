"""Whether a record is that of a person: all facts agree, compared in the same time whatever they hold."""

import hmac
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plugins.queries.sources.provider import Record

NOBODY = "\0"
"""Is compared where there is no record, so that an unknown person takes as long as a mismatch."""


def canonical(value: str) -> str:
    """A fact as it is compared: full-width letters made plain, no blanks, upper case."""
    return "".join(unicodedata.normalize("NFKC", value).split()).upper()


def matching(provider: Any, records: Sequence["Record"], facts: Mapping[str, str]) -> list["Record"]:
    """The records that agree with every fact. All facts are compared, also after one that differs."""
    wanted = {name: provider.comparable(name, value) for name, value in facts.items()}
    if not records:
        _agrees({}, wanted)
    return [record for record in records if _agrees({**_canonical(record.values), **record.compared}, wanted)]


def _canonical(values: Mapping[str, str]) -> dict[str, str]:
    return {name: canonical(value) for name, value in values.items()}


def _agrees(held: Mapping[str, str], wanted: Mapping[str, Any]) -> bool:
    verdict = bool(wanted)
    for name, allowed in wanted.items():
        value = (held.get(name) or NOBODY).encode()
        found = False
        for each in allowed:
            found |= bool(each) and hmac.compare_digest(value, each.encode())
        verdict &= found
    return verdict
