"""What the pure layers repeat of the models, and what the documents and the catalogue must have."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from core.access.models import RoleAssignment
from core.accounts.models import User
from core.pages.models import ColumnPage
from core.provisioning.cells import HOSTNAME_LENGTH, SLUG_LENGTH, Cells
from core.provisioning.faults import Fault
from core.provisioning.formats import COLUMNS, ORGANISATIONS, PEOPLE, SETTINGS
from core.provisioning.messages import MESSAGES
from core.provisioning.notes import ACTIONS, NOTES, SUBJECTS
from core.provisioning.reading import Row
from core.provisioning.vocabulary import vocabulary
from core.tenancy.models import Organisation, Subsite, SubsiteSettings

ROOT = Path(__file__).parents[3]
VALUE = re.compile(r"%\(\w+\)[sd]")
DOCUMENT = (ROOT / "docs" / "provisioning.md").read_text(encoding="utf-8")


def longest(model, field: str) -> int:
    return model._meta.get_field(field).max_length


def test_lengths_are_the_models() -> None:
    assert longest(Organisation, "code") == 32
    assert longest(Organisation, "name") == 120
    assert longest(Organisation, "name_en") == 160
    assert longest(Organisation, "slug") == SLUG_LENGTH
    assert longest(Organisation, "address") == 200
    assert longest(Organisation, "phone") == 64
    assert longest(Organisation, "pinyin") == 240
    assert longest(Subsite, "hostname") == HOSTNAME_LENGTH
    assert longest(ColumnPage, "title") == 255
    assert longest(ColumnPage, "introduction") == 300
    assert longest(ColumnPage, "keywords") == 200
    assert longest(User, "username") == 150
    assert longest(User, "name") == 100
    assert longest(User, "email") == 254
    assert longest(RoleAssignment, "role") >= max(len(role) for role in vocabulary().roles)


def test_settings_are_the_models() -> None:
    fields = {field.name for field in SubsiteSettings._meta.fields} - {"id", "subsite"}
    assert set(SETTINGS.optional) == fields
    row = Row("settings.csv", 2, dict.fromkeys(fields, "x" * 1000))
    faults: list[Fault] = []
    for name in ("tagline", "icp_number", "police_number", "sponsor", "contact_phone", "contact_address"):
        Cells(row, faults).text(name, longest(SubsiteSettings, name))
    assert [fault.values["allowed"] for fault in faults] == [120, 64, 64, 120, 64, 200]


@pytest.mark.parametrize("code", MESSAGES)
def test_every_fault_is_documented(code: str) -> None:
    assert f"`{code}`" in DOCUMENT


@pytest.mark.parametrize(
    "column", sorted({*ORGANISATIONS.columns, *COLUMNS.columns, *SETTINGS.columns, *PEOPLE.columns})
)
def test_every_column_is_documented(column: str) -> None:
    assert f"`{column}`" in DOCUMENT


TEXTS = [*MESSAGES.values(), *NOTES.values(), *ACTIONS.values(), *SUBJECTS.values()]


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_translated_and_keeps_its_values(text) -> None:
    english = str(text)
    with translation.override("zh-hans"):
        chinese = str(text)
    assert chinese != english
    assert sorted(VALUE.findall(chinese)) == sorted(VALUE.findall(english))
