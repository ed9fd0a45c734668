"""Wagtail's search queries as a small tree that both databases can be asked."""

from collections.abc import Callable
from dataclasses import dataclass

from modelsearch.query import And, Boost, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from core.search.tokens import Sequence, asked_sequences


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Question", ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Question", ...]


@dataclass(frozen=True)
class NoneOf:
    part: "Question"


type Question = Sequence | AllOf | AnyOf | NoneOf | bool
"""What is asked. True matches everything, False nothing; both only ever stand alone, not inside another."""


def question_of(query: SearchQuery, *, open_end: bool = False) -> Question:
    """The question of a Wagtail query.

    What holds no letter and no digit asks nothing: beside something else it is passed over, alone it finds
    nothing. `open_end`: the last word of each plain text may be incomplete. Raises NotImplementedError for a
    kind of query that can't be asked of both databases (Fuzzy).
    """
    return _question(query, open_end) or False


def _question(query: SearchQuery, open_end: bool) -> Question | None:
    match query:
        case PlainText():
            join = all_of if query.operator.lower() == "and" else any_of
            return _joined(join, list(asked_sequences(query.query_string, open_end=open_end)))
        case Phrase():
            return _joined(all_of, list(asked_sequences(query.query_string, phrase=True)))
        case Boost():
            return _question(query.subquery, open_end)
        case MatchAll():
            return True
        case Not():
            inner = _question(query.subquery, open_end)
            return None if inner is None else none_of(inner)
        case And() | Or():
            parts = [_question(part, open_end) for part in query.subqueries]
            join = all_of if isinstance(query, And) else any_of
            return _joined(join, [part for part in parts if part is not None])
    raise NotImplementedError(f"{type(query).__name__} queries can't be asked of this database.")


def _joined(join: "Callable[[list[Question]], Question]", parts: "list[Question]") -> "Question | None":
    return join(parts) if parts else None


def all_of(parts: "list[Question]") -> "Question":
    """Every part must match."""
    if False in parts:
        return False
    asked = tuple(part for part in parts if part is not True)
    return AllOf(asked) if len(asked) > 1 else asked[0] if asked else True


def any_of(parts: "list[Question]") -> "Question":
    """At least one part must match."""
    if True in parts:
        return True
    asked = tuple(part for part in parts if part is not False)
    return AnyOf(asked) if len(asked) > 1 else asked[0] if asked else False


def none_of(part: "Question") -> "Question":
    """The part must not match."""
    if isinstance(part, bool):
        return not part
    return part.part if isinstance(part, NoneOf) else NoneOf(part)


class AnyFilter:
    """Mixed into modelsearch's query compilers: a searched queryset may be filtered by any field.

    modelsearch refuses fields that are no FilterField, for the sake of engines outside the database.
    """

    def _get_filters_from_queryset(self, check_only: bool = False) -> None:
        return None
