"""Rules of the chain, reviews, who decided what, what is public, who stands in."""

from .decision import Decision, Verdict
from .publication import Origin, Publication
from .review import RUNNING, Action, Review, State
from .rule import Line, ReviewRule
from .stand_in import StandIn

__all__ = [
    "RUNNING",
    "Action",
    "Decision",
    "Line",
    "Origin",
    "Publication",
    "Review",
    "ReviewRule",
    "StandIn",
    "State",
    "Verdict",
]
