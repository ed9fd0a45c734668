"""Writes of the review chain."""

from .deciding import AlreadyDecided, decide
from .ruling import end_stand_in, remove_rule, set_rule, set_stand_in
from .submitting import end_review, submit_item, submit_page

__all__ = [
    "AlreadyDecided",
    "decide",
    "end_review",
    "end_stand_in",
    "remove_rule",
    "set_rule",
    "set_stand_in",
    "submit_item",
    "submit_page",
]
