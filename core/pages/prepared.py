"""Queries that every public page asks: compiled once per thread, then only run.

Django puts a queryset into words anew each time it is asked, which costs several times what the database takes to
answer a look-up by an index. A `Prepared` keeps the words; what differs from one time to the next is `given`.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.expressions import RawSQL
from django.db.models.fetch_modes import FETCH_ONE
from django.db.models.query import get_related_populators


class _Given:
    """Stands in a compiled query's parameters for a value to come."""

    def __init__(self, name: str) -> None:
        self.name = name


def given(name: str) -> RawSQL:
    """A value that is handed over when the query is run. Moments and UUIDs have to be `adapted` first."""
    return RawSQL("%s", [_Given(name)])


class _Compiled(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    compiler: Any
    converters: Any
    making: "_Making | None"


class _Making(NamedTuple):
    """How rows become instances; nothing for queries that select no field."""

    model: Any
    columns: slice
    names: list[str]
    populators: list[Any]
    annotations: list[tuple[str, int]]


class Prepared[M: models.Model]:
    """A queryset in words. `build` makes it, with `given` values; it must not depend on anything else."""

    def __init__(self, build: Callable[[], models.QuerySet[M]]) -> None:
        self._build = build
        self._kept = threading.local()

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The selected columns of each row, as `values_list` would give them. Raises KeyError for a missing value."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled(connection)
        return self._run(connection, compiled, values)

    def _run(self, connection: Any, compiled: _Compiled, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        params = [values[each.name] if isinstance(each, _Given) else each for each in compiled.params]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, params)
            found = cursor.fetchall()
        if compiled.converters:
            found = list(compiled.compiler.apply_converters(found, compiled.converters))
        return [tuple(row) for row in found]

    def instances(self, **values: Any) -> Iterator[M]:
        """The rows as model instances, with what `select_related` joined and what was annotated."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled(connection)
        making = compiled.making
        if making is None:
            raise TypeError("A query that selects no field makes no instances.")
        for row in self._run(connection, compiled, values):
            instance: M = making.model.from_db(
                DEFAULT_DB_ALIAS, making.names, row[making.columns], fetch_mode=FETCH_ONE
            )
            for populator in making.populators:
                populator.populate(row, instance)
            for name, column in making.annotations:
                setattr(instance, name, row[column])
            yield instance

    def _compiled(self, connection: Any) -> _Compiled:
        # A compiler belongs to its thread's connection.
        kept: tuple[Any, _Compiled] | None = getattr(self._kept, "compiled", None)
        if kept is None or kept[0] is not connection.settings_dict:
            compiler = self._build().query.get_compiler(DEFAULT_DB_ALIAS)
            sql, params = compiler.as_sql()
            converters = compiler.get_converters([column[0] for column in compiler.select])
            compiled = _Compiled(sql, tuple(params), compiler, converters, _making(compiler))
            kept = (connection.settings_dict, compiled)
            self._kept.compiled = kept
        return kept[1]


def _making(compiler: Any) -> _Making | None:
    info, select = compiler.klass_info, compiler.select
    if not info:
        return None
    columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
    return _Making(
        info["model"],
        columns,
        [column[0].target.attname for column in select[columns]],
        get_related_populators(info, select, DEFAULT_DB_ALIAS, FETCH_ONE),
        list(compiler.annotation_col_map.items()),
    )


class PreparedInsert:
    """A new row, past everything that `save` does around it: no default, no signal, no check in Python but the fields'
    own. For tables to which many people write at once, with the database's constraints to judge the row."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model

    def insert(self, **values: Any) -> None:
        """Write one row; `values` by attribute (`survey_id`), all of them. Raises IntegrityError as the database does,
        which ends the transaction on PostgreSQL."""
        options, connection = self._model._meta, connections[DEFAULT_DB_ALIAS]
        fields = [field for field in options.local_concrete_fields if field.attname in values]
        if len(fields) < len(values):
            raise TypeError(f"{options.label} has not all of {sorted(values)}.")
        quoted = connection.ops.quote_name
        columns = ", ".join(quoted(str(field.column)) for field in fields)
        places = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {quoted(options.db_table)} ({columns}) VALUES ({places})",  # noqa: S608 - own names
                [field.get_db_prep_save(values[field.attname], connection) for field in fields],
            )


def adapted(value: datetime | UUID) -> Any:
    """A moment or a key in the form in which this database keeps it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datetimefield_value(value)


def hand_over(instance: models.Model, name: str, rows: Iterable[models.Model]) -> None:
    """Let `instance.<name>.all()` answer with these rows, as `prefetch_related` would have read them."""
    manager = getattr(instance, name)
    answered = manager.get_queryset()
    answered._result_cache = list(rows)
    answered._prefetch_done = True
    instance.__dict__.setdefault("_prefetched_objects_cache", {})[name] = answered
