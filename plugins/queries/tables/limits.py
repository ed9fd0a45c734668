"""How large an uploaded table may be; every bound is checked before the work it bounds is done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Upper bounds of one upload. Sizes are in bytes, lengths in characters."""

    file_bytes: int = 20 * 1024 * 1024
    rows: int = 200_000
    columns: int = 60
    cells: int = 4_000_000
    cell_characters: int = 32_767
    name_characters: int = 100
    unpacked_bytes: int = 400 * 1024 * 1024
    unpacked_ratio: int = 200
    archive_entries: int = 2_000
    reported_faults: int = 200
