"""What central policy may say about signing in."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.policy.items import DecisionItem, PolicyDomain, PolicyItem
from core.policy.rules import Rule


def _items() -> Iterable[PolicyItem]:
    return (
        DecisionItem(
            slug="second_factor",
            label=_("Second factor at sign-in"),
            help_text=_("Those who publish or manage need one in any case."),
            choosable=False,
            labels={
                Rule.ALLOWED: pgettext_lazy("second factor", "For those who publish or manage"),
                Rule.FORCED: pgettext_lazy("second factor", "For everybody"),
            },
        ),
    )


SIGN_ON = PolicyDomain(slug="sign_on", label=_("Signing in"), items=_items, order=40)
