"""Requests that this installation makes to others, to addresses that an office typed in.

Whoever may type an address could otherwise have the server ask its own network: `fetch` goes to public addresses only,
and to the internal ones that the operator named. It looks a name up once and connects to exactly what it judged, so
that no second answer of a name server slips in; every redirect is judged again.
"""

from .addresses import is_public, may_be_asked
from .faults import OutgoingError, Reason
from .fetching import Answer, Limits, fetch

__all__ = ["Answer", "Limits", "OutgoingError", "Reason", "fetch", "is_public", "may_be_asked"]
