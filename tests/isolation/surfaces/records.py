"""The record of decisions: one's own office's, for who may read it."""

from tests.isolation.marks import COMMON_WORD
from tests.isolation.visits import AUDIT, get, post, surface

SURFACES = (
    surface(
        "audit_records",
        get(needs=AUDIT, shows="drafttitle"),
        get({"subsite": "{subsite}"}, needs=AUDIT, quiet=True),
        get({"q": COMMON_WORD}, needs=AUDIT),
    ),
    surface("audit_record", get(needs=AUDIT, pk="{record}", shows="audit")),
    surface(
        "audit_export",
        post({"format": "csv"}, needs=AUDIT, own=200),
        post({"format": "json"}, needs=AUDIT, own=200),
        post({"format": "csv", "subsite": "{subsite}"}, needs=AUDIT, own=200, quiet=True),
    ),
)
