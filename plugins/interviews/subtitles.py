"""The transcript as subtitles of the video: WebVTT (W3C), a pure function of lines and times."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

LONGEST_CUE = 40
"""Characters shown at a time: two lines of twenty."""
CHARACTERS_A_SECOND = 5.0
"""How quickly Chinese subtitles can be read."""
SHORTEST_SECONDS = 1.0
_SENTENCES = re.compile(r"[^。！？；!?;，,、]*[。！？；!?;，,、]*")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line with the moment at which it was spoken."""

    at: datetime
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from when until when, in seconds of the video."""

    start: float
    end: float
    speaker: str
    text: str


def cues(lines: Iterable[Spoken], zero: datetime) -> list[Cue]:
    """The lines as cues, in the order of their times. A line stands until it is read or the next begins.

    What was spoken before the video began is left out. No cue overlaps the next, none is without length.
    """
    spoken = sorted(
        ((line.at - zero).total_seconds(), number, line)
        for number, line in enumerate(lines)
        if line.at >= zero and line.text.strip()
    )
    made: list[Cue] = []
    for place, (start, _number, line) in enumerate(spoken):
        pieces = list(_pieces(line.text))
        reading = max(SHORTEST_SECONDS, len("".join(pieces)) / CHARACTERS_A_SECOND)
        until = spoken[place + 1][0] if place + 1 < len(spoken) else start + reading
        end = min(until, start + reading)
        if end - start < 0.001 * len(pieces):
            continue
        total = sum(len(piece) for piece in pieces)
        at = start
        for piece in pieces:
            after = at + (end - start) * len(piece) / total
            made.append(Cue(at, after, line.speaker, piece))
            at = after
    return made


def _pieces(text: str) -> Iterator[str]:
    """A text cut where it may be cut, into pieces that fit on the screen."""
    waiting = ""
    for sentence in _SENTENCES.findall(" ".join(text.split())):
        for start in range(0, len(sentence), LONGEST_CUE):
            part = sentence[start : start + LONGEST_CUE]
            if waiting and len(waiting) + len(part) > LONGEST_CUE:
                yield waiting
                waiting = ""
            waiting += part
    if waiting.strip():
        yield waiting


def web_vtt(found: Iterable[Cue]) -> str:
    """The cues as a file."""
    parts = ["WEBVTT\n"]
    for number, cue in enumerate(found, start=1):
        voice = f"<v {_escaped(cue.speaker)}>" if cue.speaker else ""
        parts.append(
            f"\n{number}\n{_clock(cue.start)} --> {_clock(cue.end)}\n{voice}{_escaped(cue.text.strip())}\n"
        )
    return "".join(parts)


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def _escaped(text: str) -> str:
    plain = " ".join(text.split())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
