"""What a newcomer reads when the demonstration is ready: its addresses and its accounts."""

import csv
import json
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from deploy.commands.places import ROOT


def width(text: str) -> int:
    """Columns that the text takes on a terminal: a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """The rows as aligned lines."""
    rows = list(rows)
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return [
        "  "
        + "   ".join(cell + " " * (widths[column] - width(cell)) for column, cell in enumerate(row)).rstrip()
        for row in rows
    ]


def township() -> dict[str, str] | None:
    """The first township of the demonstration that has a hostname, as its row."""
    for path in sorted((ROOT / "sites").glob("*/demonstration/**/organisations.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row.get("kind") == "township" and row.get("hostname") and row.get("slug"):
                    return row
    return None


def addresses(port: int) -> list[tuple[str, str]]:
    """What to open, with its address."""
    base = f"http://localhost:{port}"
    found = [("The county portal", f"{base}/"), ("in English", f"{base}/en/")]
    office = township()
    if office is not None:
        found.append(("A township", f"{base}/townships/{office['slug']}/"))
        found.append(("at its own address", f"http://{office['hostname']}:{port}/"))
    return [*found, ("The admin", f"{base}/admin/")]


def accounts(var: Path) -> list[tuple[str, str, str, str]]:
    """Role, office, username and password of each demonstration account."""
    path = var / "demonstration-accounts.json"
    if not path.exists():
        return []
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [(entry["role"], entry["office"], entry["username"], entry["password"]) for entry in entries]


def folders(var: Path) -> list[tuple[str, str]]:
    """Where lies what a demonstration sends to nobody."""
    return [("Mails", str(var / "mails")), ("Text messages", str(var / "text-messages"))]


def welcome(var: Path, port: int) -> str:
    """The whole text."""
    lines = ["", "县域通 Countywide is ready.", "", *table(addresses(port)), ""]
    people = accounts(var)
    if people:
        lines += ["Demonstration accounts", *table([("role", "office", "username", "password"), *people]), ""]
    lines += ["What it sends is written to folders instead", *table(folders(var)), ""]
    return "\n".join([*lines, "Stop it with Ctrl-C.", ""])
