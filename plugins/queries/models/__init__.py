"""The models of the look-ups."""

from .columns import SeriesRole, TableColumn
from .pages import LookupPage
from .rows import TableRow
from .tables import LookupTable
from .uploads import PendingUpload
from .versions import TableVersion, VersionState

__all__ = [
    "LookupPage",
    "LookupTable",
    "PendingUpload",
    "SeriesRole",
    "TableColumn",
    "TableRow",
    "TableVersion",
    "VersionState",
]
