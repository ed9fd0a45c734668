"""Who chose what, as sets of bits: bit n stands for the answer sheet at position n.

Counting, crossing and weighting 200,000 sheets is then a handful of AND and popcount on whole numbers.
"""

from collections.abc import Iterable

CHUNK = 8192
"""How many positions one stored row holds."""
BYTES = CHUNK // 8


def joined(parts: Iterable[tuple[int, bytes]]) -> int:
    """One set from its stored parts, (chunk number, bits)."""
    whole = bytearray()
    for chunk, bits in parts:
        start = chunk * BYTES
        if len(whole) < start + BYTES:
            whole.extend(bytes(start + BYTES - len(whole)))
        whole[start : start + len(bits)] = bits
    return int.from_bytes(whole, "little")


def with_bits(bits: bytes, offsets: Iterable[int]) -> bytes:
    """The stored part with more positions set; offsets are counted within the part."""
    changed = bytearray(bits.ljust(BYTES, b"\0"))
    for offset in offsets:
        changed[offset >> 3] |= 1 << (offset & 7)
    return bytes(changed)


def without_bit(bits: bytes, offset: int) -> bytes:
    """The stored part with one position cleared."""
    changed = bytearray(bits.ljust(BYTES, b"\0"))
    changed[offset >> 3] &= ~(1 << (offset & 7)) & 0xFF
    return bytes(changed)
