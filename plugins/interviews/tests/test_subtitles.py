"""Subtitles: every word, in order, without overlap."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plugins.interviews.subtitles import LONGEST_CUE, Spoken, cues, web_vtt

ZERO = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
CLOCK = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d\d\d) --> (\d\d):(\d\d):(\d\d)\.(\d\d\d)")


def spoken(seconds: float, text: str, speaker: str = "主持人") -> Spoken:
    return Spoken(ZERO + timedelta(seconds=seconds), speaker, text)


def test_a_file_as_players_read_it():
    made = web_vtt(cues([spoken(65.5, "大家好。"), spoken(70, "A<B & C", "嘉宾 <甲>")], ZERO))
    assert made == (
        "WEBVTT\n"
        "\n1\n00:01:05.500 --> 00:01:06.500\n<v 主持人>大家好。\n"
        "\n2\n00:01:10.000 --> 00:01:11.400\n<v 嘉宾 &lt;甲&gt;>A&lt;B &amp; C\n"
    )


def test_what_was_said_before_the_video_is_left_out():
    assert [cue.text for cue in cues([spoken(-1, "早"), spoken(0, "开始")], ZERO)] == ["开始"]


def test_a_line_ends_where_the_next_begins():
    made = cues([spoken(0, "一" * 30), spoken(2, "二")], ZERO)
    assert [(cue.start, cue.end) for cue in made] == [(0, 2), (2, 3)]


lines = st.lists(
    st.builds(spoken, st.floats(-100, 10_000), st.text(alphabet="一二三。，！ab \n", max_size=200)),
    max_size=12,
)


@given(lines)
def test_cues_are_in_order_fit_and_do_not_overlap(given_lines):
    made = cues(given_lines, ZERO)
    for cue, after in pairwise(made):
        assert cue.end <= after.start + 1e-6
    assert all(0 <= cue.start < cue.end and 0 < len(cue.text) <= LONGEST_CUE for cue in made)
    for match in CLOCK.finditer(web_vtt(made)):
        numbers = [int(part) for part in match.groups()]
        assert all(number < 60 for number in numbers[1:3] + numbers[5:7])


@given(st.text(alphabet="一二三。，！a", min_size=1, max_size=400).filter(str.strip))
def test_no_word_is_lost(text):
    assert "".join(cue.text for cue in cues([spoken(0, text)], ZERO)) == text
