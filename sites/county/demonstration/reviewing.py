"""The offices of the demonstration that publish through the whole chain of review."""

from collections.abc import Mapping

from core.access.actors import SYSTEM
from core.review.models import ReviewRule
from core.review.services import set_rule
from core.tenancy.models import Subsite

OFFICES = ("county", "baijie", "maliu")
"""The portal and two townships; the others publish without review, so that both can be seen."""
KIND = "core_pages.articlepage"


def set_chains(subsites: Mapping[str, Subsite]) -> int:
    """Set the chain for articles where it is not set yet; returns for how many offices."""
    count = 0
    for slug in OFFICES:
        if slug in subsites and not ReviewRule.objects.filter(subsite=subsites[slug], kind=KIND).exists():
            set_rule(
                by=SYSTEM,
                subsite=subsites[slug],
                kind=KIND,
                review_hours=24,
                secrecy_hours=24,
                approval_hours=48,
            )
            count += 1
    return count
