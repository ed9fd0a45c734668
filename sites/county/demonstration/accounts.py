"""The demonstration's accounts: passwords that need no store, and the file that tells them."""

import base64
import csv
import hashlib
import hmac
import json
from pathlib import Path

from django.conf import settings

from sites.county.demonstration.offices import FOLDER, offices

ACCOUNTS_FILE = "demonstration-accounts.json"
LENGTH = 12


def password(username: str) -> str:
    """The account's password: derived from this installation's secret, so that it is the same at every build."""
    digest = hmac.new(
        settings.SECRET_KEY.encode(), f"demonstration:{username}".encode(), hashlib.sha256
    ).digest()
    return base64.b32encode(digest).decode()[:LENGTH].lower()


def account_rows() -> list[dict[str, str]]:
    """Username, role, office and password of each row of people.csv."""
    names = {office.code: office.name for office in offices().values()}
    with (FOLDER / "people.csv").open(encoding="utf-8", newline="") as lines:
        return [
            {
                "username": row["username"],
                "role": row["role"],
                "office": names[row["organisation"]],
                "password": password(row["username"]),
            }
            for row in csv.DictReader(lines)
        ]


def write_accounts(folder: Path) -> list[dict[str, str]]:
    """Write the accounts' file into a folder, readable by its owner alone; returns the rows."""
    rows = account_rows()
    path = folder / ACCOUNTS_FILE
    text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
    return rows
