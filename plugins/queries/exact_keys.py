"""Keys by which a masked value is found by who knows all of it, and cannot be read back."""

from django.conf import settings
from django.utils.crypto import salted_hmac

from plugins.queries.tables.types import ColumnType, MisfitError, read_cell

SALT = "plugins.queries.exact"


def exact_key(table_id: int, column_key: str, value: str, *, secret: str | bytes | None = None) -> str | None:
    """The keyed digest of a canonical value, different for every table and column; `None` for none."""
    if not value:
        return None
    text = f"{table_id}:{column_key}:{value}"
    return salted_hmac(SALT, text, secret=secret, algorithm="sha256").hexdigest()


def asked_keys(table_id: int, column_key: str, column_type: ColumnType, question: str) -> list[str]:
    """The digests that a question can have, also under retired secret keys; none if it is no such value."""
    try:
        value = read_cell(column_type, question)
    except MisfitError:
        return []
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    found = [exact_key(table_id, column_key, value, secret=secret) for secret in secrets]
    return [key for key in found if key]
