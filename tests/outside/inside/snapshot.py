"""Prints all that the database holds, as JSON: by table, its rows.

First it signs the manager in and out and lets the worker finish what waits, so that two looks compare.
"""

import hashlib
import json

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from people import signed_in

UNCOUNTED = {
    "core_tenancy_tenancyrevision",  # one random token, new with every change
    "django_session",
    "core_accounts_accountsession",
}
SHADOWS = (
    "_fts_data",
    "_fts_idx",
    "_fts_docsize",
    "_fts_config",
    "_search_data",
    "_search_idx",
    "_search_config",
)
"""How SQLite stores a full-text index; what is in it is compared through the index itself."""
CHANGING = {"last_login", "started_at"}
"""When somebody last signed in, and when another plugin's task last ran."""


def rows(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        names = [column[0] for column in cursor.description]
        return sorted(
            json.dumps(
                {n: value for n, value in zip(names, row, strict=True) if n not in CHANGING},
                default=_plain,
                ensure_ascii=False,
            )
            for row in cursor.fetchall()
        )


def _plain(value: object) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes | memoryview) else str(value)


call_command("migrate", check_unapplied=True)
browser = signed_in()
assert browser.get(reverse("wagtailadmin_home")).status_code == 200
browser.logout()
call_command("beat", once=True)
call_command("db_worker", batch=True, interval=0, verbosity=0)
tables = [name for name in connection.introspection.table_names() if not name.endswith(SHADOWS)]
print(json.dumps({name: rows(name) for name in tables if name not in UNCOUNTED}))
