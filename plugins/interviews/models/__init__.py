"""The tables of the interviews, by subject."""

from .interviews import Guest, Interview, Stage
from .lines import Correction, Line, LineKind, LineState
from .pages import InterviewPage
from .questions import Question, QuestionSender, QuestionState
from .routing import RoutedQuestion

__all__ = [
    "Correction",
    "Guest",
    "Interview",
    "InterviewPage",
    "Line",
    "LineKind",
    "LineState",
    "Question",
    "QuestionSender",
    "QuestionState",
    "RoutedQuestion",
    "Stage",
]
