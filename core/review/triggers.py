"""The database's own guard: a page turns public, and ceases to be, only with the record that says so.

It stands behind the gate of the service and catches what passes by it: an UPDATE by a query set, by a shell,
by a tool. `core.review.gate` writes the record in the transaction before the page. It also keeps the date of
publication, and the people of a review apart where a unique constraint can't: nobody stands for two parts, once as
who decided and once as whose authority it was.
"""

from dataclasses import dataclass

from django.db import connections

PAGE, DECISION = "wagtailcore_page", "core_review_decision"

_IN_FORCE = (
    "EXISTS (SELECT 1 FROM core_review_publication p WHERE p.page_number = {row}.id AND p.ended_at IS NULL)"
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Refuses, with the words, what `event` does to a row of `table` while `when` holds and `found` is true.

    `when` looks at the row alone; `found` at other tables too. In both, and only there, OLD and NEW are the row.
    """

    name: str
    table: str
    event: str
    when: str
    found: str
    words: str

    @property
    def _row(self) -> str:
        return "OLD" if self.event == "DELETE" else "NEW"

    def sqlite(self) -> tuple[str]:
        """The statement for SQLite."""
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
        return (f"{self._head} FOR EACH ROW WHEN ({self.when}) AND ({self.found}) {refuse}",)

    def postgresql(self) -> tuple[str, str]:
        """The function and the trigger for PostgreSQL."""
        when = self.when.replace(" IS NOT NEW.", " IS DISTINCT FROM NEW.")
        refuse = f"RAISE EXCEPTION '{self.words}' USING ERRCODE = 'check_violation'"
        body = f"BEGIN IF {self.found} THEN {refuse}; END IF; RETURN {self._row}; END"
        made = f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        return made, f"{self._head} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {self.name}()"

    @property
    def _head(self) -> str:
        return f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}"


TRIGGERS = (
    Trigger(
        "core_review_page_goes_live",
        PAGE,
        "UPDATE OF live",
        "NEW.live AND NOT OLD.live",
        f"NOT {_IN_FORCE.format(row='NEW')}",
        "This page has no publication in force: it must go through core.review.",
    ),
    Trigger(
        "core_review_page_goes_off",
        PAGE,
        "UPDATE OF live",
        "OLD.live AND NOT NEW.live",
        _IN_FORCE.format(row="NEW"),
        "This page has a publication in force: taking it back must go through core.review.",
    ),
    Trigger(
        "core_review_page_is_deleted",
        PAGE,
        "DELETE",
        "OLD.live",
        _IN_FORCE.format(row="OLD"),
        "This page has a publication in force: taking it back must go through core.review.",
    ),
    Trigger(
        "core_review_page_keeps_date",
        PAGE,
        "UPDATE OF first_published_at",
        "OLD.first_published_at IS NOT NULL AND OLD.first_published_at IS NOT NEW.first_published_at",
        "(OLD.live OR EXISTS (SELECT 1 FROM core_review_publication p WHERE p.page_number = OLD.id "
        "AND p.ended_at IS NOT NULL)) "
        "AND NOT EXISTS (SELECT 1 FROM core_review_publication p WHERE p.page_number = NEW.id "
        "AND p.origin = 'imported' AND p.published_at = NEW.first_published_at)",
        "The date of a publication is set once: core.review keeps it.",
    ),
    *(
        Trigger(
            f"core_review_decision_apart_{event.lower()}",
            DECISION,
            event,
            "1 = 1",
            "EXISTS (SELECT 1 FROM core_review_decision d WHERE d.review_id = NEW.review_id AND d.id <> NEW.id "
            "AND (d.person_id = NEW.answering_id OR d.answering_id = NEW.person_id))",
            "Nobody takes two parts in a review.",
        )
        for event in ("INSERT", "UPDATE")
    ),
)
_NEEDED = {PAGE, DECISION, "core_review_publication"}


def lay(using: str) -> None:
    """Put the triggers on their tables, in the place of older ones; nothing happens while the tables are not there."""
    from .row_triggers import fitting_row_triggers

    connection = connections[using]
    there = set(connection.introspection.table_names())
    if not there >= _NEEDED:
        return
    lift(using)
    with connection.cursor() as cursor:
        for trigger in (*TRIGGERS, *fitting_row_triggers(connection)):
            if trigger.table in there:
                for statement in trigger.sqlite() if connection.vendor == "sqlite" else trigger.postgresql():
                    cursor.execute(statement)


def lift(using: str) -> None:
    """Take the triggers off while the schema changes; those of plugins too, also such as no plugin declares now."""
    from .row_triggers import functions_of_rows, laid_on_rows

    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        laid = [(each.name, each.table) for each in TRIGGERS] + laid_on_rows(connection.vendor, cursor)
        for name, table in laid:
            if table in there:
                on = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        for name in functions_of_rows(connection.vendor, cursor):
            cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")
