"""What is said of an answer's bounds before it is given."""

import pytest

from plugins.surveys.form.bounds import bounds_in_words
from plugins.surveys.form.definition import Kind, Question


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        (Kind.SINGLE, {}, ""),
        (Kind.MULTIPLE, {}, "（可多选）"),
        (Kind.MULTIPLE, {"least": "1"}, "（可多选）"),
        (Kind.MULTIPLE, {"least": "2"}, "（至少选 2 项）"),
        (Kind.MULTIPLE, {"most": "3"}, "（最多选 3 项）"),
        (Kind.MULTIPLE, {"least": "2", "most": "3"}, "（选 2 至 3 项）"),
        (Kind.MULTIPLE, {"least": "2", "most": "2"}, "（选 2 项）"),
        (Kind.MATRIX, {}, ""),
        (Kind.MATRIX, {"several": True}, "（每行可多选）"),
        (Kind.NUMBER, {}, ""),
        (Kind.NUMBER, {"whole": True}, "（整数）"),
        (Kind.NUMBER, {"least": "0", "most": "365", "whole": True}, "（0 至 365 的整数）"),
        (Kind.NUMBER, {"least": "0"}, "（不小于 0）"),
        (Kind.NUMBER, {"most": "9.5"}, "（不大于 9.5）"),
        (Kind.DATE, {"least": "2020-01-01"}, "（不早于 2020-01-01）"),
        (Kind.DATE, {"least": "2020-01-01", "most": "2020-12-31"}, "（2020-01-01 至 2020-12-31）"),
        (Kind.SHORT_TEXT, {}, ""),
        (Kind.SHORT_TEXT, {"length": 20}, "（不超过 20 字）"),
        (Kind.LONG_TEXT, {}, "（不超过 2000 字）"),
    ],
)
def test_bounds_in_words(kind, fields, words):
    assert bounds_in_words(Question("Q1", kind, "问题", **fields)) == words
