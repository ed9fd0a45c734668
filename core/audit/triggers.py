"""What makes the database refuse changes: triggers, on SQLite and on PostgreSQL.

- A record can be added. It can't be changed; it can be deleted only when its erasure is entered before.
- A leaf and an erasure can be added, never changed or deleted.
- A waiting entry can be deleted only when its record has its leaf.
- The head can only grow.

Whoever may drop triggers can get round them; that is what the tree, and heads kept elsewhere, are for.
On SQLite, a migration that rebuilds one of the tables loses them: it has to call `install` afterwards.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

RECORD = "core_audit_auditrecord"
PENDING = "core_audit_auditpending"
LEAF = "core_audit_auditleaf"
ERASED = "core_audit_auditerased"
HEAD = "core_audit_audithead"
WORDS = "The audit record is append-only"
FUNCTION = "core_audit_refuse"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One refusal. `unless` is an SQL condition over OLD and NEW under which it lets pass; "" is never."""

    table: str
    event: str
    unless: str = ""

    @property
    def name(self) -> str:
        return f"{self.table}_no_{self.event.lower()}"


TRIGGERS = (
    Trigger(RECORD, "UPDATE"),
    Trigger(RECORD, "DELETE", f"EXISTS (SELECT 1 FROM {ERASED} e WHERE e.record_id = OLD.id)"),  # noqa: S608 - our own names
    Trigger(LEAF, "UPDATE"),
    Trigger(LEAF, "DELETE"),
    Trigger(ERASED, "UPDATE"),
    Trigger(ERASED, "DELETE"),
    Trigger(PENDING, "UPDATE"),
    Trigger(PENDING, "DELETE", f"EXISTS (SELECT 1 FROM {LEAF} f WHERE f.record_id = OLD.record_id)"),  # noqa: S608 - our own names
    Trigger(HEAD, "UPDATE", "NEW.size > OLD.size"),
    Trigger(HEAD, "DELETE"),
)

# `INSERT OR REPLACE` of SQLite removes the old row without asking the DELETE trigger.
REPLACING = {RECORD: "id", LEAF: "sequence", ERASED: "sequence", PENDING: "record_id", HEAD: "id"}
TRUNCATED = tuple(REPLACING)


def _sqlite() -> dict[str, str]:
    statements = {}
    for trigger in TRIGGERS:
        when = f" WHEN NOT ({trigger.unless})" if trigger.unless else ""
        statements[trigger.name] = (
            f"CREATE TRIGGER IF NOT EXISTS {trigger.name} BEFORE {trigger.event} ON {trigger.table} "
            f"FOR EACH ROW{when} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
    for table, key in REPLACING.items():
        name = f"{table}_no_replace"
        same = f"{key} = NEW.{key}" + (" OR record_id = NEW.record_id" if table in {LEAF, ERASED} else "")
        there = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 - our own names
        statements[name] = (
            f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE INSERT ON {table} FOR EACH ROW "
            f"WHEN EXISTS ({there}) BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
    return statements


def _postgresql() -> dict[str, str]:
    statements = {}
    for trigger in TRIGGERS:
        # A trigger's own WHEN can't hold a query, so a condition stands in a function of its own.
        function = FUNCTION if not trigger.unless else f"{trigger.name}_check"
        statements[trigger.name] = (
            f"CREATE OR REPLACE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
    for table in TRUNCATED:
        name = f"{table}_no_truncate"
        statements[name] = (
            f"CREATE OR REPLACE TRIGGER {name} BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        )
    return statements


def _functions() -> dict[str, str]:
    """PostgreSQL's functions by name: the plain refusal, and one for each condition."""
    refuse = f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation';"
    found = {FUNCTION: f"BEGIN {refuse} END"}
    for trigger in TRIGGERS:
        if trigger.unless:
            row = "NEW" if trigger.event == "UPDATE" else "OLD"
            found[f"{trigger.name}_check"] = (
                f"BEGIN IF {trigger.unless} THEN RETURN {row}; END IF; {refuse} END"
            )
    return found


def expected(vendor: str) -> dict[str, str]:
    """The statement that makes each trigger, by its name."""
    return _postgresql() if vendor == "postgresql" else _sqlite()


def install(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger that is missing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in _functions().items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
                )
        for statement in expected(connection.vendor).values():
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            for name in expected("postgresql"):
                # Also for sessions that replay a replica's changes.
                table = name.rpartition("_no_")[0]
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger: for a migration backwards, and for tests of what happens then."""
    with connection.cursor() as cursor:
        for name in expected(connection.vendor):
            on = f" ON {name.rpartition('_no_')[0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        if connection.vendor == "postgresql":
            for name in _functions():
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def weakened(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that are not there, are switched off, or were replaced by others."""
    if connection.vendor == "postgresql":
        wanted = dict.fromkeys(expected("postgresql"), "A") | _functions()
        queries = [
            "SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal",
            f"SELECT proname, prosrc FROM pg_proc WHERE proname LIKE '{FUNCTION.rpartition('_')[0]}%'",  # noqa: S608 - our own names
        ]
    else:
        wanted = {
            name: statement.replace("IF NOT EXISTS ", "") for name, statement in expected("sqlite").items()
        }
        queries = ["SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"]
    there: dict[str, str] = {}
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query)
            there.update(cursor.fetchall())
    return sorted(name for name, statement in wanted.items() if there.get(name) != statement)
