"""What a provider is."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar

from plugins.queries.sources.matching import canonical

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from plugins.queries.sources.forms import ProviderForm


@dataclass(frozen=True)
class Fetched:
    """All rows of a source, as a file that the readers of uploads know."""

    content: bytes
    file_name: str


@dataclass(frozen=True)
class Record:
    """One answer to a question: its values by field, and what a fact is compared with where that is something else."""

    values: Mapping[str, str]
    compared: Mapping[str, str] = field(default_factory=dict)


class Provider[S](ABC):
    """A kind of source. `S` is the class of its settings, a frozen dataclass whose fields are JSON.

    `reads_all` says that it gives all rows, `asks` that it answers questions. Every method raises `SourceError` and
    nothing else, and ends within `seconds`.
    """

    do_not_call_in_templates = True
    slug: ClassVar[str]
    label: ClassVar["StrOrPromise"]
    summary: ClassVar["StrOrPromise"]
    settings_class: ClassVar[type]
    reads_all: ClassVar[bool] = True
    asks: ClassVar[bool] = False
    takes_secret: ClassVar[bool] = False
    searches: ClassVar[bool] = False
    """Whether the source itself decides which records answer an open question, such as those that hold a word."""

    def __init__(self, settings: S, *, subsite: Any, secret: str = "") -> None:
        self.settings, self.subsite, self.secret = settings, subsite, secret

    @classmethod
    @abstractmethod
    def form_class(cls) -> "type[ProviderForm]":
        """The form of its settings; its cleaned fields are the settings' fields."""

    @classmethod
    def stored(cls, values: Mapping[str, Any]) -> Any:
        """The settings from stored JSON; what is no setting is passed over."""
        known = {each.name for each in fields(cls.settings_class)}
        return cls.settings_class(**{name: value for name, value in values.items() if name in known})

    def read_all(self, seconds: float) -> Fetched:
        """All rows."""
        raise NotImplementedError  # by a provider that does not do this

    def ask(self, facts: Mapping[str, str], seconds: float) -> list[Record]:
        """The records for these facts, by field; perhaps more than those that agree with all of them."""
        raise NotImplementedError  # by a provider that does not do this

    def comparable(self, field_name: str, value: str) -> Collection[str]:
        """What a record's field may hold when it agrees with a fact."""
        return (canonical(value),)

    @property
    def keeps_questions_apart(self) -> bool:
        """Whether what is asked stands in no address on its way, as personal look-ups need it."""
        return True

    @property
    def is_known_personal(self) -> bool:
        """Whether what it gives is known to concern persons, so that it may only be asked by them."""
        return False
