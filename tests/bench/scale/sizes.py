"""How large the counties of this measurement are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """A county: offices besides the portal, pages, role assignments, staff accounts, items of one column."""

    name: str
    offices: int
    pages: int
    assignments: int
    accounts: int
    column_items: int


SMALL = Size("small", offices=1, pages=1_000, assignments=5, accounts=10, column_items=500)
LARGE = Size("large", offices=180, pages=100_000, assignments=1_500, accounts=2_000, column_items=2_000)
SIZES = {size.name: size for size in (SMALL, LARGE)}
