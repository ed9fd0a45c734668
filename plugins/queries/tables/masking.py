"""Masked values: what is left of a value that must not be read."""

MARK = "*"


def mask(value: str, *, keep_first: int, keep_last: int) -> str:
    """Keep the first and last characters and star the others, at least one and never fewer than are kept.

    >>> mask("13800001234", keep_first=3, keep_last=4)
    '138****1234'
    """
    if not value:
        return ""
    hidden = len(value) - keep_first - keep_last
    if hidden < 1 or hidden < (keep_first + keep_last) // 2:
        # Too short to keep so much: a name of two characters with one kept on each side would be in clear.
        keep_first, keep_last = (1, 0) if len(value) > 1 and keep_first else (0, 0)
    return value[:keep_first] + MARK * (len(value) - keep_first - keep_last) + value[len(value) - keep_last :]
