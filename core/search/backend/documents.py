"""What of an object goes into the search index."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Manager, Model
from modelsearch.index import AutocompleteField, RelatedFields, SearchField

TEXT_LIMIT = 100_000
"""Characters indexed of one column (title, body, autocomplete); PostgreSQL bounds a vector at 1 MB."""


@dataclass(frozen=True)
class Passage:
    """The text of one search field."""

    text: str
    boost: float | None = None


@dataclass
class Document:
    """The texts of one object by column of the index."""

    object_id: str
    title: list[Passage] = field(default_factory=list)
    body: list[Passage] = field(default_factory=list)
    autocomplete: list[Passage] = field(default_factory=list)


def document_of(instance: Model) -> Document:
    """Read the search fields of an instance, related ones included."""
    document = Document(str(instance.pk))
    for search_field, value in _values(instance, instance.get_search_fields()):  # type: ignore[attr-defined]
        if isinstance(search_field, AutocompleteField):
            document.autocomplete.append(Passage(value))
        elif search_field.field_name == "title":
            document.title.append(Passage(value, search_field.boost))
        else:
            document.body.append(Passage(value, search_field.boost))
    for column in (document.title, document.body, document.autocomplete):
        column[:] = _within_limit(column)
    return document


def plain_text(passages: list[Passage]) -> str:
    """The passages as one text, a line each."""
    return "\n".join(passage.text for passage in passages)


def _within_limit(passages: list[Passage]) -> Iterator[Passage]:
    left = TEXT_LIMIT
    for passage in passages:
        text = passage.text.replace("\x00", " ").strip()[:left]
        left -= len(text)
        if text:
            yield Passage(text, passage.boost)


def _values(instance: Any, fields: list[Any]) -> Iterator[tuple[Any, str]]:
    for search_field in fields:
        if isinstance(search_field, SearchField | AutocompleteField):
            yield search_field, _as_text(search_field.get_value(instance))
        elif isinstance(search_field, RelatedFields):
            for related in _related(search_field.get_value(instance)):
                yield from _values(related, search_field.fields)


def _related(value: Any) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, Manager):
        return list(value.all())
    return [value() if callable(value) else value]


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return "\n".join(_as_text(item) for item in value)
    return str(value)
