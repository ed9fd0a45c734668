"""Which chain applies where."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tenancy.models import Subsite

HOURS: Any = {"null": True, "blank": True, "validators": [MinValueValidator(1), MaxValueValidator(24 * 60)]}


class Line(models.TextChoices):
    """What the public reads of the chain."""

    OFFICES = "offices", pgettext_lazy("responsibility line", "Offices")
    NAMES = "names", _("Names")


class ReviewRule(models.Model):
    """The chain for a part of the county: of the rules that fit an item, the narrowest one counts.

    A column is narrower than a subsite, a subsite than a profile, and a kind of content breaks ties. Hours are
    what each step may take; a step without hours is left out. A rule without any step lets that content be
    published without review.
    """

    profile = models.CharField(_("profile"), max_length=32, blank=True)
    subsite = models.ForeignKey(
        Subsite, verbose_name=_("subsite"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    column = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("column"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    kind = models.CharField(_("kind of content"), max_length=100, blank=True)
    review_hours: Any = models.PositiveSmallIntegerField(_("hours for the reviewer"), **HOURS)
    secrecy_hours: Any = models.PositiveSmallIntegerField(_("hours for the secrecy reviewer"), **HOURS)
    approval_hours: Any = models.PositiveSmallIntegerField(_("hours for the approver"), **HOURS)
    urgent_hours = models.PositiveSmallIntegerField(
        _("hours for each step of an urgent item"), default=2, validators=[MinValueValidator(1)]
    )
    line = models.CharField(_("the public reads"), max_length=8, choices=Line, default=Line.OFFICES)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review rule")
        verbose_name_plural = _("review rules")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                Coalesce("subsite", 0), Coalesce("column", 0), "profile", "kind", name="review_rule_once"
            ),
            models.CheckConstraint(condition=models.Q(line__in=Line.values), name="review_rule_line_known"),
        ]

    def __str__(self) -> str:
        where = self.column or self.subsite or self.profile or _("everywhere")
        return f"{where} · {self.kind}" if self.kind else str(where)
