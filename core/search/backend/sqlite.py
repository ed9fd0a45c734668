"""Search on SQLite, through its full-text table (FTS5)."""

from operator import itemgetter
from typing import Any

from django.db.models import Exists, F, FloatField, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite.query import MatchExpression
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchResults,
)
from modelsearch.utils import get_descendants_content_types_pks

from core.search.tokens import stored_tokens

from .documents import Document, Passage
from .fts5 import match_text
from .questions import AnyFilter, question_of
from .results import OnePassResults, key_field
from .writing import PairsIndex, title_norm

EVERY_HIT = 2**31
"""A limit that is never reached. SQLite does not fold a sub-query with a limit into the query around it."""

TITLE_WEIGHT = 100.0
"""A hit in the title counts so many times one in the body, which may hold dozens; bm25 levels off far below."""


class SQLitePairsIndex(PairsIndex, SQLiteIndex):
    """Columns hold tokens parted by spaces; triggers of Wagtail's carry them into the full-text table."""

    def entry_values(self, document: Document) -> dict[str, Any]:
        title = _tokens(document.title)
        return {
            "title": " ".join(title),
            "body": " ".join(_tokens(document.body)),
            "autocomplete": " ".join(_tokens(document.autocomplete)),
            "title_norm": title_norm(len(title)),
        }


def _tokens(passages: list[Passage]) -> list[str]:
    return [token for passage in passages for token in stored_tokens(passage.text)]


class Rank(Func):
    """FTS5's bm25, the columns weighed in the table's order: autocomplete, body, title. Lower is better."""

    output_field = FloatField()

    template = f"bm25({SQLiteFTSIndexEntry._meta.db_table}, 1.0, 1.0, {TITLE_WEIGHT})"


class OwnRank(Func):
    """The hidden column by which the full-text table sorts its hits itself."""

    output_field = FloatField()
    template = f"{SQLiteFTSIndexEntry._meta.db_table}.rank"


class RankedMatch(MatchExpression):
    """Tells the full-text table how to work that column out (FTS5, “Sorting by Auxiliary Function Results”)."""

    template = f"{MatchExpression.template} AND {OwnRank.template} MATCH 'bm25(1.0, 1.0, {TITLE_WEIGHT})'"


class HitRank(Func):
    """The rank of an object from a sub-query of hits.

    SQLite works the sub-query out once and looks into it by key. As shipped, modelsearch asks the full-text
    table anew for every hit: 21 s for 3,000 of them.
    """

    template = "(SELECT hits.rank FROM %(expressions)s)"
    arg_joiner = " AS hits WHERE hits.id = "
    output_field = FloatField()


class PairsQuerySet(AnyFilter):
    """Mixed into modelsearch's query compilers of SQLite."""

    FTS_TABLE_FIELDS: list[str]
    LAST_TERM_IS_PREFIX: bool
    fields: list[str] | None
    order_by_relevance: bool
    query: Any
    queryset: QuerySet[Any]

    def search(
        self, config: None, start: int | None, stop: int | None, score_field: str | None = None
    ) -> QuerySet[Any]:
        """The objects found, best first, filtered as the queryset was."""
        question = question_of(self.query, open_end=self.LAST_TERM_IS_PREFIX)
        if isinstance(question, bool):
            return self._ordered(self.queryset if question else self.queryset.none(), None)[start:stop]
        negated, text = match_text(question)
        hits = self._hits(text)
        if negated:
            return self._ordered(self.queryset.exclude(pk__in=hits.values("id")), None)[start:stop]
        queryset = self.queryset.filter(pk__in=hits.values("id"))
        # The query, not the queryset: Django asks an expression's sources whether they are true, which reads it.
        rank = HitRank(hits.annotate(rank=Rank())[:EVERY_HIT].query, F("pk"))
        if score_field is not None:
            queryset = queryset.annotate(**{score_field: rank})
        return self._ordered(queryset, rank)[start:stop]

    def ranked_keys(self, backend: Any) -> QuerySet[Any]:
        """The keys of all objects found, best first.

        Asked from the side of the index: each hit is looked for among the objects, and only what is there is ranked.
        """
        question = question_of(self.query, open_end=self.LAST_TERM_IS_PREFIX)
        negated, text = (True, "") if isinstance(question, bool) else match_text(question)
        if negated or not self.order_by_relevance:
            return self.search(None, None, None).values_list("pk", flat=True)
        there = self.queryset.order_by().filter(pk=OuterRef("id"))
        return (
            self._hits(text).filter(Exists(there)).order_by(Rank().asc(), "-id").values_list("id", flat=True)
        )

    def best_keys(self, backend: Any, most: int) -> list[Any]:
        """The keys of the best objects found, `most` at the most.

        The full-text table hands its hits over in order, so that only so many of them are looked for among the objects.
        """
        question = question_of(self.query, open_end=self.LAST_TERM_IS_PREFIX)
        negated, text = (True, "") if isinstance(question, bool) else match_text(question)
        if negated or not self.order_by_relevance:
            return list(self.ranked_keys(backend)[:most])
        there = self.queryset.order_by().filter(pk=OuterRef("id"))
        hits = self._hits(text, RankedMatch).filter(Exists(there)).order_by(OwnRank())
        found = hits.annotate(rank=OwnRank()).values_list("id", "rank")[:most]
        # Of equals the newest first, as everywhere.
        newest_first = sorted(found, key=itemgetter(0), reverse=True)
        return [key for key, _rank in sorted(newest_first, key=itemgetter(1))]

    def _hits(self, text: str, matching: type[MatchExpression] = MatchExpression) -> QuerySet[Any]:
        matches = matching(searched_columns(self.fields, self.FTS_TABLE_FIELDS), Value(text))
        content_types = get_descendants_content_types_pks(self.queryset.model)
        return (
            SQLiteFTSIndexEntry.objects.filter(matches, index_entry__content_type__in=content_types)
            .order_by()
            .values(id=Cast("index_entry__object_id", key_field(self.queryset)))
        )

    def _ordered(self, queryset: QuerySet[Any], rank: HitRank | None) -> QuerySet[Any]:
        if self.order_by_relevance and rank is not None:
            return queryset.order_by(rank.asc(), "-pk")
        return queryset if queryset.query.order_by else queryset.order_by("-pk")


def searched_columns(fields: list[str] | None, columns: list[str]) -> list[str]:
    """The columns of the index that hold the fields; all without `fields`.

    The title has a column of its own; all other fields share the body, so naming one of them asks them all.
    """
    if fields is None or "title" not in columns:
        return columns
    return ["title"] * ("title" in fields) + ["body"] * any(name != "title" for name in fields)


class SQLitePairsQueryCompiler(PairsQuerySet, SQLiteSearchQueryCompiler):
    """Search by whole words and Chinese substrings."""


class SQLitePairsAutocompleteQueryCompiler(PairsQuerySet, SQLiteAutocompleteQueryCompiler):
    """Search while typing: the last word may be incomplete."""


class SQLitePairsResults(OnePassResults, SQLiteSearchResults):
    """Counted and paged from one pass."""


class SQLitePairsBackend(SQLiteSearchBackend):
    """Wagtail's backend for SQLite, storing and asking pairs."""

    query_compiler_class = SQLitePairsQueryCompiler
    autocomplete_query_compiler_class = SQLitePairsAutocompleteQueryCompiler
    results_class = SQLitePairsResults
    index_class = SQLitePairsIndex
