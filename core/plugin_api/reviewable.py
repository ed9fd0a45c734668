"""Content of a plugin that goes through the review chain, and its rows that the database watches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from .contribution import Contribution
from .manifest import Text

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from core.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRows:
    """Rows of a plugin's own table that citizens see: the database itself lets none become public, or say something
    else in public, without a publication in force (1.5).

    `public` is SQL that is true of a public row, `{row}` being the row: "{row}.is_public"; it looks at the row alone.
    `columns` are the columns that decide it. `says` gives SQL for the text of fields of the content, by their names:
    when the row becomes public, or one of the columns in `watched` changes while it is, the publication in force has
    to say the same. `item` is SQL for the number of the reviewed item where that is not the row itself. `stays` is
    False where a public row may be hidden or deleted without the chain. SQL that both databases know.
    """

    model: "type[Model]"
    public: str
    columns: tuple[str, ...]
    watched: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    item: str = "{row}.id"
    stays: bool = True


@dataclass(frozen=True, kw_only=True)
class ReviewableKind(Contribution):
    """A kind of content, beside pages, that goes through the review chain before it is public.

    `content` returns what the item says to the public, by field, as JSON: it is what reviewers read and what is
    hashed. When the chain has cleared exactly that, `publish(item, by)` makes it public and `withdraw(item, by)`
    takes it back; both are called in the transaction of the last decision and may refuse by raising.

    Since 1.5, all of it optional: `public_content` returns what the public is shown of the item now, None while nothing
    is; it is what a verification compares. `preview` answers with how it will look, `in_words` turns a content into
    texts that people read, `labels` names its fields, and `difference` shows what else changes, such as rows. `renews`
    says that a new content is a newer state of affairs and no correction, unless it is handed in as one. `guards` are
    the rows that the database watches.
    """

    point: ClassVar[str] = "reviewable_kinds"
    may_refuse: ClassVar[bool] = True
    label: Text
    model: "type[Model]"
    content: "Callable[[Any], Mapping[str, Any]]"
    publish: "Callable[[Any, User], object]"
    withdraw: "Callable[[Any, User], object]"
    public_content: "Callable[[Any], Mapping[str, Any] | None] | None" = None
    preview: "Callable[[Any, HttpRequest], HttpResponse] | None" = None
    in_words: "Callable[[Mapping[str, Any]], Mapping[str, str]] | None" = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    difference: "Callable[[Any], SafeString | str] | None" = None
    renews: bool = False
    guards: tuple[PublicRows, ...] = ()
