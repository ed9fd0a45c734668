"""What a page asks and answers, apart from the page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from plugins.queries.tables.masking import mask

STARS = re.compile(r"\*+")


class FactKind(Enum):
    """How a fact is typed in and checked."""

    TEXT = "text"
    CODE = "code"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    DATE = "date"


@dataclass(frozen=True)
class Fact:
    """What a citizen types in. `name` is the field of the source that must agree."""

    name: str
    label: str
    kind: FactKind = FactKind.TEXT
    help: str = ""


@dataclass(frozen=True)
class AnswerField:
    """What a citizen is shown of a record."""

    name: str
    label: str
    masked: bool = False
    keep_first: int = 1
    keep_last: int = 0

    def shown(self, value: str, *, verified: bool) -> str:
        """The value as this citizen may see it. What is masked does not tell its length either."""
        if not self.masked or verified:
            return value
        return STARS.sub("****", mask(value, keep_first=self.keep_first, keep_last=self.keep_last))


@dataclass(frozen=True)
class Definition:
    """`account_field` holds the address of the account whose record it is; empty for none."""

    facts: tuple[Fact, ...]
    answers: tuple[AnswerField, ...]
    account_field: str = ""

    @classmethod
    def of(cls, asked: Iterable[Any], answered: Iterable[Any], account_field: str) -> "Definition":
        """Read the streams of a page."""
        return cls(
            tuple(
                Fact(each.value["name"], each.value["label"], FactKind(each.value.get("kind") or "text"),
                     each.value.get("help") or "")
                for each in asked
            ),
            tuple(
                AnswerField(
                    each.value["name"],
                    each.value["label"],
                    bool(each.value.get("masked")),
                    each.value.get("keep_first") or 0,
                    each.value.get("keep_last") or 0,
                )
                for each in answered
            ),
            account_field,
        )  # fmt: skip

    def shown(self, values: Mapping[str, str], *, verified: bool) -> list[tuple[str, str]]:
        """The labels and values of a record for this citizen."""
        return [
            (each.label, each.shown(values.get(each.name, ""), verified=verified)) for each in self.answers
        ]
