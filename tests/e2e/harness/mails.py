"""The mails that the demonstration sends: without a mail server each becomes a file of its var folder."""

import email
import email.policy
import time
from email.message import EmailMessage

from tests.e2e.harness.server import County

SECONDS = 30


class NoMail(Exception):
    """None came in time."""


def mail_to(county: County, address: str) -> str:
    """The text of a mail to the address, once the worker has sent it. Raises NoMail."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        for path in sorted((county.folder / "mails").glob("*.log"), reverse=True):
            # A file may hold several, each after a line of hyphens.
            for text in path.read_text(encoding="utf-8").split("\n" + "-" * 79):
                message = email.message_from_string(text.strip(), EmailMessage, policy=email.policy.default)
                if message["To"] == address:
                    return str(message.get_content())
        time.sleep(0.05)
    raise NoMail(address)
