"""Search on PostgreSQL, through vectors that are written token by token.

The vectors and questions are given to the database ready-made (`::tsvector`, `::tsquery`), so its text search
configurations, which know no Chinese and depend on the locale, have no part in it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres.postgres import (
    IndexEntry,
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchAtomicRebuilder,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
    PostgresSearchResults,
)
from modelsearch.backends.database.postgres.weights import get_weight
from modelsearch.query import Fuzzy
from modelsearch.utils import get_descendants_content_types_pks

from core.search.tokens import stored_tokens

from .documents import Document, Passage, plain_text
from .questions import AnyFilter, question_of
from .results import OnePassResults, key_field
from .vectors import question_text, vector_text
from .writing import COLUMNS, PairsIndex, title_norm


class PostgreSQLPairsIndex(PairsIndex, PostgresIndex):
    """Columns hold vectors, weighed by the boost of each field, and the plain texts for fuzzy search.

    The body's vector holds the title as well, so that one indexed column answers for both. As shipped,
    modelsearch asks the two vectors joined, which no index covers, and joins them anew for every row.
    """

    entry_columns = [*COLUMNS, "title_text", "body_text"]

    def entry_values(self, document: Document) -> dict[str, Any]:
        title = list(_weighted(document.title))
        return {
            "title": vector_text(title),
            "body": vector_text([*title, *_weighted(document.body)]),
            "autocomplete": vector_text(_weighted(document.autocomplete)),
            "title_norm": title_norm(len(title)),
            "title_text": plain_text(document.title),
            "body_text": plain_text(document.body),
        }

    def tidy(self) -> None:
        """Sort what waits unsorted in the indexes, and gather statistics: autovacuum may come round late."""
        table = IndexEntry._meta.db_table
        with self.write_connection.cursor() as cursor:
            cursor.execute(
                "SELECT gin_clean_pending_list(indexrelid) FROM pg_index"
                " JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam"
                " WHERE indrelid = %s::regclass AND amname = 'gin'",
                [table],
            )
            cursor.execute(f"ANALYZE {table}")


def _weighted(passages: list[Passage]) -> Iterable[tuple[str, str]]:
    for passage in passages:
        weight = get_weight(passage.boost)
        for token in stored_tokens(passage.text):
            yield token, weight


class PairsQuery(SearchQuery):
    """A ready-made tsquery."""

    template = "%(expressions)s::tsquery"


class PairsQuerySet(AnyFilter):
    """Mixed into modelsearch's query compilers of PostgreSQL."""

    LAST_TERM_IS_PREFIX: bool
    index_column: str
    order_by_relevance: bool
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
        column = self._column()
        queryset = self.queryset.filter(**{f"index_entries__{column}": asked})
        return self._apply_ordering_and_scoring(  # type: ignore[attr-defined]
            queryset, self._rank(column, asked), start, stop, score_field
        )

    def ranked_keys(self, backend: Any) -> QuerySet[Any]:
        """The keys of all objects found, best first.

        Asked from the side of the index: each hit is looked for among the objects, and only what is there is ranked.
        """
        fuzzy = isinstance(self.query, Fuzzy)
        question = fuzzy or question_of(self.query, open_end=self.LAST_TERM_IS_PREFIX)
        if isinstance(question, bool) or not self.order_by_relevance:
            return self.search(None, None, None, backend=backend).values_list("pk", flat=True)
        asked = PairsQuery(question_text(question))
        column = self._column()
        there = self.queryset.order_by().filter(pk=OuterRef("key"))
        hits = IndexEntry._default_manager.filter(
            **{column: asked}, content_type__in=get_descendants_content_types_pks(self.queryset.model)
        ).values(key=Cast("object_id", key_field(self.queryset)))
        rank = self._rank(column, asked, "")
        return hits.filter(Exists(there)).order_by(rank.desc(), "-key").values_list("key", flat=True)

    def best_keys(self, backend: Any, most: int) -> QuerySet[Any]:
        """The keys of the best objects found, `most` at the most."""
        return self.ranked_keys(backend)[:most]

    def _column(self) -> str:
        """The title's if that alone is asked; the body's vector holds the other fields and the title."""
        return (
            "title"
            if self.index_column == "body" and list(self.fields or ()) == ["title"]
            else self.index_column
        )

    def _rank(self, column: str, asked: "PairsQuery", entry: str = "index_entries__") -> Any:
        """How well an entry of the index answers; `entry` leads to it."""
        rank = SearchRank(F(f"{entry}{column}"), asked, weights=self.sql_weights)
        if column != "body":
            return rank
        title = SearchRank(F(f"{entry}title"), asked, weights=self.sql_weights)
        return rank + title * F(f"{entry}title_norm")


class PostgreSQLPairsQueryCompiler(PairsQuerySet, PostgresSearchQueryCompiler):
    """Search by whole words and Chinese substrings."""

    index_column = "body"


class PostgreSQLPairsAutocompleteQueryCompiler(PairsQuerySet, PostgresAutocompleteQueryCompiler):
    """Search while typing: the last word may be incomplete."""

    index_column = "autocomplete"


class PostgreSQLPairsResults(OnePassResults, PostgresSearchResults):
    """Counted and paged from one pass."""


class PostgreSQLPairsRebuilder(PostgresSearchAtomicRebuilder):
    """Rebuilds in one transaction, and tidies up."""

    def finish(self) -> None:
        """Close the transaction, then tidy up."""
        super().finish()
        self.index.tidy()


class PostgreSQLPairsBackend(PostgresSearchBackend):
    """Wagtail's backend for PostgreSQL, storing and asking pairs."""

    query_compiler_class = PostgreSQLPairsQueryCompiler
    autocomplete_query_compiler_class = PostgreSQLPairsAutocompleteQueryCompiler
    results_class = PostgreSQLPairsResults
    index_class = PostgreSQLPairsIndex
    atomic_rebuilder_class = PostgreSQLPairsRebuilder
