"""Signed heads: one line each that says how large the tree was and what its root was, to be kept elsewhere."""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from .merkle import LENGTH
from .proofs import root_at, tree_size

PURPOSE: Final = b"countywide audit head 1\n"
"""Stands before what is signed, so that the signature is good for nothing else."""


class KeyProblem(Exception):
    """There is no key, or it can't be read; the message says what to do."""


class NotAHead(ValueError):
    """A line that is no signed head."""


@dataclass(frozen=True, slots=True)
class Head:
    """The tree at one moment. `signature` and `key` (the public one) are empty when it is not signed."""

    origin: str
    size: int
    root: bytes
    time: datetime
    key: bytes = b""
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        return (
            PURPOSE
            + json.dumps(self._fields(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        )

    def _fields(self) -> dict[str, str | int]:
        return {
            "origin": self.origin,
            "root": self.root.hex(),
            "size": self.size,
            "time": self.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    def to_line(self) -> str:
        """One line of JSON."""
        signed = {"key": self.key.hex(), "signature": b64encode(self.signature).decode()} if self.key else {}
        return json.dumps({**self._fields(), **signed}, ensure_ascii=False)

    @classmethod
    def from_line(cls, line: str) -> "Head":
        """Read what `to_line` wrote. Raises NotAHead."""
        try:
            found = json.loads(line)
            head = cls(
                origin=str(found["origin"]),
                size=int(found["size"]),
                root=bytes.fromhex(found["root"]),
                time=datetime.strptime(found["time"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
                key=bytes.fromhex(found.get("key", "")),
                signature=b64decode(found.get("signature", ""), validate=True),
            )
        except (ValueError, KeyError, TypeError, AttributeError, NotBase64) as error:
            raise NotAHead(line.strip()[:80]) from error
        if head.size < 0 or len(head.root) != LENGTH:
            raise NotAHead(line.strip()[:80])
        return head

    def is_signed_by(self, *keys: bytes) -> bool:
        """Whether one of these public keys has signed it."""
        if self.key not in keys:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(self.signature, self.signed_bytes())
        except (InvalidSignature, ValueError):
            return False
        return True


def present_head() -> Head:
    """The tree as it is, not signed."""
    size = tree_size()
    return Head(settings.PORTAL_HOST, size, root_at(size), timezone.now().replace(microsecond=0))


def signed(head: Head, key: Ed25519PrivateKey) -> Head:
    """The head with a signature."""
    public = key.public_key().public_bytes_raw()
    return Head(head.origin, head.size, head.root, head.time, public, key.sign(head.signed_bytes()))


def read_heads(path: Path) -> Iterator[Head]:
    """The heads of a file, one a line; empty lines are passed over. Raises NotAHead, OSError."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield Head.from_line(line)


def new_key() -> str:
    """A new private key, as COUNTYWIDE_AUDIT_KEY takes it."""
    return b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def private_key() -> Ed25519PrivateKey:
    """The key of this installation, from the environment or from the secret file. Raises KeyProblem."""
    text = settings.AUDIT_KEY
    if not text and settings.AUDIT_KEY_FILE:
        try:
            text = Path(settings.AUDIT_KEY_FILE).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise KeyProblem(
                _("The audit key file %(path)s can't be read.") % {"path": settings.AUDIT_KEY_FILE}
            ) from error
    if not text.strip():
        raise KeyProblem(
            _(
                "There is no key to sign with. Make one with `manage.py audit key` and set COUNTYWIDE_AUDIT_KEY or "
                "COUNTYWIDE_AUDIT_KEY_FILE."
            )
        )
    try:
        return Ed25519PrivateKey.from_private_bytes(b64decode(text.strip(), validate=True))
    except (ValueError, NotBase64) as error:
        raise KeyProblem(
            _("The audit key is not 32 bytes in base64. Make one with `manage.py audit key`.")
        ) from error


def public_key() -> bytes:
    """The public half. Raises KeyProblem."""
    return private_key().public_key().public_bytes_raw()
