"""Who did what in a review. The database itself keeps the people apart."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.review.steps import Step

from .review import Review


class Verdict(models.TextChoices):
    """How a step ended."""

    PASSED = "passed", _("Passed")
    RETURNED = "returned", _("Returned")


class Decision(models.Model):
    """One person's part in a review, supplying included: nobody takes two parts in the same one.

    `answering` is whose authority it was: the person's own, or that of whom they stood in for.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="decisions")
    step = models.CharField(_("step"), max_length=16, choices=Step)
    verdict = models.CharField(_("decision"), max_length=8, choices=Verdict, default=Verdict.PASSED)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    answering = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answering"), on_delete=models.PROTECT, related_name="+"
    )
    person_name = models.CharField(_("person as written"), max_length=160)
    answering_name = models.CharField(_("answering as written"), max_length=160)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    remarks: Any = models.JSONField(_("remarks by field"), default=dict, blank=True)
    decided_at = models.DateTimeField(_("time"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="decision_person_once"),
            models.UniqueConstraint(fields=["review", "answering"], name="decision_answering_once"),
            models.UniqueConstraint(
                fields=["review", "step"], condition=~models.Q(step=Step.WRITE), name="decision_step_once"
            ),
            models.CheckConstraint(condition=models.Q(step__in=Step.values), name="decision_step_known"),
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.PASSED)
                | models.Q(verdict=Verdict.RETURNED) & ~models.Q(step__in=[Step.WRITE, Step.SUPPLY]),
                name="decision_verdict_fits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} · {self.person_name}"

    @property
    def is_stand_in(self) -> bool:
        """Whether somebody decided in another's place."""
        return self.person_id != self.answering_id

    @property
    def remarks_in_words(self) -> list[tuple[str, str]]:
        """The remarks, each with its field as people call it."""
        from core.review.field_labels import field_label

        return [(field_label(self.review.kind, name), text) for name, text in self.remarks.items()]
