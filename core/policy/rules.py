"""The words of policy: what a rule says, and whom it is said of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import pgettext_lazy


class Rule(models.TextChoices):
    """What the centre says about one thing."""

    FORCED = "forced", pgettext_lazy("policy", "Always on")
    ALLOWED = "allowed", pgettext_lazy("policy", "The office decides")
    FORBIDDEN = "forbidden", pgettext_lazy("policy", "Not allowed")


class RuleKey(NamedTuple):
    """Which item a rule is about and where it holds.

    Neither profile nor subsite: the whole county. `role` narrows it to holders of that role.
    """

    item: str
    profile: str = ""
    subsite_id: int | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A rule as it stands. `value` is a limit (int) or a selection (list of str); None for decisions."""

    rule: Rule
    value: Any = None


type Rules = Mapping[RuleKey, Held]
