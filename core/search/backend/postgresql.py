"""Search on PostgreSQL, through vectors that are written token by token.

The vectors and questions are given to the database ready-made (`::tsvector`, `::tsquery`), so its text search
configurations, which know no Chinese and depend on the locale, have no part in it.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import add
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.backends.database.postgres.weights import get_weight
from modelsearch.query import Fuzzy

from core.search.tokens import Sequence, stored_tokens

from .documents import Document, Passage, plain_text
from .questions import AllOf, AnyOf, NoneOf, Question, question_of, searched_columns
from .writing import COLUMNS, PairsIndex, title_norm

LAST_POSITION = 16_000
"""Positions run to here and then begin anew: PostgreSQL knows none beyond 16,383, and phrases need them."""

OVERLAP = 64
"""Tokens counted on both sides of such a turn, so that a phrase across it is found."""


class PostgreSQLPairsIndex(PairsIndex, PostgresIndex):
    """Columns hold vectors, weighed by the boost of each field, and the plain texts for fuzzy search."""

    entry_columns = [*COLUMNS, "title_text", "body_text"]

    def entry_values(self, document: Document) -> dict[str, Any]:
        title = list(_weighted(document.title))
        return {
            "title": vector_text(title),
            "body": vector_text(_weighted(document.body)),
            "autocomplete": vector_text(_weighted(document.autocomplete)),
            "title_norm": title_norm(len(title)),
            "title_text": plain_text(document.title),
            "body_text": plain_text(document.body),
        }


def _weighted(passages: list[Passage]) -> Iterable[tuple[str, str]]:
    for passage in passages:
        weight = get_weight(passage.boost)
        for token in stored_tokens(passage.text):
            yield token, weight


def vector_text(tokens: Iterable[tuple[str, str]]) -> str:
    """A tsvector literal of tokens and their weights (A to D), in order."""
    positions: dict[str, list[str]] = defaultdict(list)
    for number, (token, weight) in enumerate(tokens):
        turn, position = divmod(number, LAST_POSITION)
        positions[token].append(f"{position + OVERLAP + 1}{weight}")
        if position >= LAST_POSITION - OVERLAP:
            positions[token].append(f"{position - LAST_POSITION + OVERLAP + 1}{weight}")
    return " ".join(f"'{token}':{','.join(places)}" for token, places in positions.items())


def question_text(question: Question) -> str:
    """The question as a tsquery literal."""
    match question:
        case Sequence():
            # Tokens are letters and digits only: nothing in them can end the quotation.
            text = " <-> ".join(f"'{token}'" for token in question.tokens)
            return f"({text}{':*' if question.open_end else ''})"
        case NoneOf():
            return f"!{question_text(question.part)}"
        case AllOf():
            return f"({' & '.join(map(question_text, question.parts))})"
        case AnyOf():
            return f"({' | '.join(map(question_text, question.parts))})"
    raise TypeError(f"Not a question: {question!r}")


class PairsQuery(SearchQuery):
    """A ready-made tsquery."""

    template = "%(expressions)s::tsquery"


class PairsQuerySet:
    """Mixed into modelsearch's query compilers of PostgreSQL."""

    LAST_TERM_IS_PREFIX: bool
    index_columns: list[str]
    fields: list[str] | None
    query: Any
    queryset: QuerySet[Any]
    sql_weights: str

    def search(
        self,
        config: str | None,
        start: int | None,
        stop: int | None,
        score_field: str | None = None,
        backend: Any = None,
    ) -> QuerySet[Any]:
        """The objects found, best first, filtered as the queryset was."""
        if isinstance(self.query, Fuzzy):
            return super().search(config, start, stop, score_field, backend)  # type: ignore[misc]
        question = question_of(self.query, open_end=self.LAST_TERM_IS_PREFIX)
        if isinstance(question, bool):
            queryset = self.queryset if question else self.queryset.none()
            return (queryset if queryset.query.order_by else queryset.order_by("-pk"))[start:stop]
        asked = PairsQuery(question_text(question))
        vectors = [(F(f"index_entries__{column}"), norm) for column, norm in self._columns()]
        # Joined, so that what is asked may lie partly in the title, partly in the body; indexed by our migration.
        joined = reduce(lambda left, right: left._combine(right, "||", reversed=False), [each for each, _norm in vectors])
        ranks = [SearchRank(vector, asked, weights=self.sql_weights) * norm for vector, norm in vectors]
        return self._apply_ordering_and_scoring(  # type: ignore[attr-defined]
            self.queryset.annotate(_vector_=joined).filter(_vector_=asked), reduce(add, ranks), start, stop, score_field
        )

    def _columns(self) -> list[tuple[str, Any]]:
        norms = {"title": F("index_entries__title_norm")}
        return [(column, norms.get(column, 1.0)) for column in searched_columns(self.fields, self.index_columns)]


class PostgreSQLPairsQueryCompiler(PairsQuerySet, PostgresSearchQueryCompiler):
    """Search by whole words and Chinese substrings."""

    index_columns = ["title", "body"]


class PostgreSQLPairsAutocompleteQueryCompiler(PairsQuerySet, PostgresAutocompleteQueryCompiler):
    """Search while typing: the last word may be incomplete."""

    index_columns = ["autocomplete"]


class PostgreSQLPairsBackend(PostgresSearchBackend):
    """Wagtail's backend for PostgreSQL, storing and asking pairs."""

    query_compiler_class = PostgreSQLPairsQueryCompiler
    autocomplete_query_compiler_class = PostgreSQLPairsAutocompleteQueryCompiler
    index_class = PostgreSQLPairsIndex
