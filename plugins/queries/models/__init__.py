"""The models of the look-ups."""

from .calculators import CalculatorPage
from .columns import ColumnRole, SeriesRole, TableColumn
from .pages import LookupPage
from .rows import TableRow
from .source_pages import SourcePage
from .sources import AttemptCount, CachedAnswer, DataSource, ProviderKind
from .tables import LookupTable
from .uploads import PendingUpload
from .versions import TableVersion, VersionState

__all__ = [
    "AttemptCount",
    "CachedAnswer",
    "CalculatorPage",
    "ColumnRole",
    "DataSource",
    "LookupPage",
    "LookupTable",
    "PendingUpload",
    "ProviderKind",
    "SeriesRole",
    "SourcePage",
    "TableColumn",
    "TableRow",
    "TableVersion",
    "VersionState",
]
