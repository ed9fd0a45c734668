from collections.abc import Iterator

import pytest
from django.utils import translation

from core.provisioning.rows import Vocabulary


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Faults are compared as text: in the language of the msgids."""
    with translation.override("en"):
        yield


@pytest.fixture
def words() -> Vocabulary:
    return Vocabulary(
        kinds=("county", "township", "department", "intranet"),
        profiles=("county", "township", "department", "intranet"),
        column_kinds=("news", "notice", "offices"),
        roles=("contributor", "manager"),
        reserved_slugs=frozenset({"-", "admin", "en"}),
    )
