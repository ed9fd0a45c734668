"""Sets of positions in parts."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.surveys.results.bits import CHUNK, joined, with_bits, without_bit

positions = st.sets(st.integers(0, 3 * CHUNK), max_size=60)


@given(positions)
def test_what_was_set_is_counted(found):
    parts = {}
    for position in found:
        chunk, offset = divmod(position, CHUNK)
        parts[chunk] = with_bits(parts.get(chunk, b""), [offset])
    whole = joined(parts.items())
    assert whole.bit_count() == len(found)
    assert {position for position in range(3 * CHUNK + 1) if whole >> position & 1} == found


@given(positions.filter(bool))
def test_one_is_taken_out(found):
    inside = {position % CHUNK for position in found}
    one = min(inside)
    assert joined([(0, without_bit(with_bits(b"", inside), one))]).bit_count() == len(inside) - 1
