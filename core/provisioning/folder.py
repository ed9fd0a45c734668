"""The files of a county on disk, and the blueprints that profiles bring."""

from collections.abc import Mapping
from pathlib import Path

from core.provisioning.checking import Tables
from core.provisioning.faults import Fault
from core.provisioning.formats import (
    COLUMNS,
    ORGANISATIONS,
    ORGANISATIONS_FILE,
    PEOPLE,
    PEOPLE_FILE,
    SETTINGS,
    SETTINGS_FILE,
    Format,
    columns_file,
)
from core.provisioning.reading import Table, read_table


def read_folder(folder: Path, blueprints: Mapping[str, Path]) -> tuple[Tables, list[Fault]]:
    """Read a county's folder. ``blueprints`` gives each profile's own file of columns.

    Only the blueprints of profiles that the organisations name are read. A file of the folder overrides the
    profile's own. Raises nothing for what is wrong with the files: that is in the faults.
    """
    organisations, faults = _read(folder / ORGANISATIONS_FILE, ORGANISATIONS_FILE, ORGANISATIONS)
    named = {row["profile"] for row in organisations.rows}
    tables: dict[str, Table] = {}
    for profile, own in blueprints.items():
        name = columns_file(profile)
        if (folder / name).exists():
            tables[profile], found = _read(folder / name, name, COLUMNS)
            faults += found
        elif profile in named:
            tables[profile], found = _read(own, "/".join((*own.parts[-3:-1], own.name)), COLUMNS)
            faults += found
    settings, people = None, None
    if (folder / SETTINGS_FILE).exists():
        settings, found = _read(folder / SETTINGS_FILE, SETTINGS_FILE, SETTINGS)
        faults += found
    if (folder / PEOPLE_FILE).exists():
        people, found = _read(folder / PEOPLE_FILE, PEOPLE_FILE, PEOPLE)
        faults += found
    return Tables(organisations, tables, settings, people), faults + _unknown_files(folder, blueprints)


def _read(path: Path, file: str, form: Format) -> tuple[Table, list[Fault]]:
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Table(file, (), (), complete=False), [Fault(file, 1, "file_missing")]
    except OSError as error:
        fault = Fault(file, 1, "file_unreadable", {"reason": error.strerror or type(error).__name__})
        return Table(file, (), (), complete=False), [fault]
    return read_table(file, content, form)


def _unknown_files(folder: Path, blueprints: Mapping[str, Path]) -> list[Fault]:
    """CSV files that nobody reads: most likely a slip in the name."""
    known = [
        ORGANISATIONS_FILE,
        *(columns_file(profile) for profile in blueprints),
        SETTINGS_FILE,
        PEOPLE_FILE,
    ]
    return [
        Fault(path.name, 1, "file_unknown", {"known": ", ".join(known)})
        for path in sorted(folder.glob("*.csv"))
        if path.name not in known
    ]
