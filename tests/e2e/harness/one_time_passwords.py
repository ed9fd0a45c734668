"""What an authenticator app shows (RFC 6238), computed from its secret."""

import base64
import hashlib
import hmac
import struct
import time

STEP = 30


def one_time_password(secret: str, steps_ahead: int = 0) -> str:
    """The six digits of now, or of some steps of 30 seconds ahead."""
    counter = struct.pack(">Q", int(time.time()) // STEP + steps_ahead)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
