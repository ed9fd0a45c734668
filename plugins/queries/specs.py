"""What an editor decides about the columns of a table, apart from the database."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from plugins.queries.tables.checking import ExpectedColumn
from plugins.queries.tables.guessing import Guess, guess_columns
from plugins.queries.tables.reading import RawTable
from plugins.queries.tables.roles import KEYED_ROLES
from plugins.queries.tables.types import NUMERIC, ColumnType

if TYPE_CHECKING:
    from plugins.queries.models import TableColumn

KEY_LENGTH = 32
RESERVED_KEYS = frozenset(
    {"q", "page", "sort", "format", "download", "period", "goods", "number", "line", "after"}
)
FILTER_VALUES = 40
"""A column with more values than this is not offered as a filter unless the editor wants it."""
FILTER_REPEATS = 3
MASKED_KEEPS = (3, 4)
SORTED_TYPES = NUMERIC | {ColumnType.DATE, ColumnType.DATETIME}


@dataclass(frozen=True, kw_only=True)
class ColumnSpec:
    """One column as its editor wants it; the fields mean what they mean in `TableColumn`."""

    name: str
    type: ColumnType = ColumnType.TEXT
    key: str = ""
    searched: bool = False
    shown: bool = True
    masked: bool = False
    keep_first: int = 0
    keep_last: int = 0
    found_exactly: bool = False
    sortable: bool = False
    filtered: bool = False
    default_sort: str = ""
    series_role: str = ""

    @classmethod
    def of(cls, column: "TableColumn") -> Self:
        """The decisions stored in a column."""
        values = {field.name: getattr(column, field.name) for field in fields(cls)}
        return cls(**{**values, "type": ColumnType(column.type)})

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The reverse of `to_json`; what else is in the data is passed over."""
        values = {field.name: data[field.name] for field in fields(cls)}
        return cls(**{**values, "type": ColumnType(data["type"])})

    def to_json(self) -> dict[str, Any]:
        """As JSON, for a version's picture of its columns."""
        return {**asdict(self), "type": self.type.value}

    @property
    def expected(self) -> ExpectedColumn:
        """What a file is held against."""
        return ExpectedColumn(self.name, self.type, self.masked)


def suggest_specs(table: RawTable) -> list[ColumnSpec]:
    """Decisions to begin with, from what the columns seem to hold."""
    return [suggest_spec(guess) for guess in guess_columns(table)]


def suggest_spec(guess: Guess) -> ColumnSpec:
    """Text and codes are searched, numbers and dates sorted, few repeated values filtered, personal data
    masked.
    """
    if guess.personal:
        keep_first, keep_last = MASKED_KEEPS
        return ColumnSpec(
            name=guess.name, type=guess.type, masked=True, keep_first=keep_first, keep_last=keep_last
        )
    few = 1 < guess.distinct <= FILTER_VALUES and guess.filled >= FILTER_REPEATS * guess.distinct
    return ColumnSpec(
        name=guess.name,
        type=guess.type,
        searched=guess.type in (ColumnType.TEXT, ColumnType.CODE, ColumnType.PHONE) and guess.distinct > 1,
        sortable=guess.type in SORTED_TYPES,
        filtered=few and guess.type in (ColumnType.TEXT, ColumnType.BOOLEAN),
    )


def with_keys(specs: Sequence[ColumnSpec], known: Iterable["TableColumn"] = ()) -> list[ColumnSpec]:
    """Give every column a key: the one it has already by its name, or one spelled from its name."""
    keys = {column.name.casefold(): column.key for column in known}
    taken = {spec.key for spec in specs if spec.key} | set(keys.values())
    result = []
    for spec in specs:
        key = spec.key or keys.get(spec.name.casefold()) or _free_key(spec.name, taken)
        taken.add(key)
        result.append(replace(spec, key=key))
    return result


def _free_key(name: str, taken: set[str]) -> str:
    stem = slugify("".join(lazy_pinyin(name))).replace("-", "_")[:KEY_LENGTH] or "column"
    if not stem[0].isalpha() or stem in RESERVED_KEYS:
        stem = f"c_{stem}"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def validate_specs(specs: Sequence[ColumnSpec], slots: int) -> None:
    """Refuse decisions that contradict each other. Raises `ValidationError` with all of them."""
    errors = [error for spec in specs for error in _errors_of(spec)]
    if not any(spec.shown for spec in specs):
        errors.append(_("At least one column must be shown."))
    if sum(1 for spec in specs if spec.default_sort) > 1:
        errors.append(_("Only one column can be the one sorted by at first."))
    roles = [spec.series_role for spec in specs if spec.series_role]
    if len(roles) != len(set(roles)):
        errors.append(_("Each role can be given to one column only."))
    if sum(1 for spec in specs if needs_slot(spec)) > slots:
        errors.append(
            _("At most %(slots)s columns can be sorted, filtered, found exactly or plotted.")
            % {"slots": slots}
        )
    if errors:
        raise ValidationError(errors)


def needs_slot(spec: ColumnSpec) -> bool:
    """Whether rows must carry a key for the column."""
    return bool(
        spec.sortable
        or spec.filtered
        or spec.found_exactly
        or spec.default_sort
        or spec.series_role in KEYED_ROLES
    )


def _errors_of(spec: ColumnSpec) -> Iterable[str]:
    open_uses = spec.sortable or spec.filtered or bool(spec.default_sort) or bool(spec.series_role)
    if spec.masked and (open_uses or spec.searched):
        yield _('The masked column "%(name)s" can be neither searched, sorted, filtered nor plotted.') % {
            "name": spec.name
        }
    if not spec.shown and open_uses:
        yield _('The column "%(name)s" is not shown, so it can be neither sorted, filtered nor plotted.') % {
            "name": spec.name
        }
    if spec.found_exactly and not spec.masked:
        yield _('The column "%(name)s" is not masked; mark it as searched instead.') % {"name": spec.name}
    if spec.series_role == "value" and spec.type not in NUMERIC:
        yield _('The column "%(name)s" is no number, so it can not be the value.') % {"name": spec.name}
    if spec.series_role == "date" and spec.type is not ColumnType.DATE:
        yield _('The column "%(name)s" is no date.') % {"name": spec.name}
