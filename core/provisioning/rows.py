"""Typed rows: what a county's files say once every cell has been checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One line of organisations.csv. ``pinyin`` is "" unless the file gives a reading."""

    file: str
    line: int
    code: str
    name: str
    name_en: str
    slug: str
    kind: str
    parent: str
    hostname: str
    profile: str
    address: str
    phone: str
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One line of a blueprint of columns. ``menu``: whether the column stands in the subsite's menu."""

    file: str
    line: int
    slug: str
    title: str
    title_en: str
    parent: str
    kind: str
    description: str
    keywords: str
    menu: bool


@dataclass(frozen=True, slots=True)
class SettingsRow:
    """One line of settings.csv: the settings that the file has a column for, by field of SubsiteSettings."""

    file: str
    line: int
    organisation: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of people.csv: one role of one person in one office."""

    file: str
    line: int
    username: str
    name: str
    email: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class County:
    """Everything that a folder says, without a fault. Blueprints are by profile, parents before children."""

    organisations: tuple[OrganisationRow, ...]
    blueprints: Mapping[str, tuple[ColumnRow, ...]]
    settings: tuple[SettingsRow, ...] = ()
    people: tuple[PersonRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the installation knows, by which files are checked; given, so that checks stay pure."""

    kinds: tuple[str, ...]
    profiles: tuple[str, ...]
    column_kinds: tuple[str, ...]
    roles: tuple[str, ...]
    powers: frozenset[str] = field(default_factory=frozenset)
    reserved_slugs: frozenset[str] = field(default_factory=frozenset)
