"""Figures kept ready: who chose what as bits, and numbers as arrays, in parts of 8192 answer sheets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

COUNTED = "_counted"
"""The variable under which it is kept which answer sheets count."""


class AnswerBits(models.Model):
    """Which of a part's answer sheets chose a value of a variable (`results.bits`)."""

    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="bits"
    )
    variable = models.CharField(max_length=40)
    value = models.CharField(max_length=20)
    chunk = models.PositiveIntegerField()
    bits = models.BinaryField()

    class Meta:
        verbose_name = _("counted answers")
        verbose_name_plural = _("counted answers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["survey", "variable", "value", "chunk"], name="surveys_bits_once")
        ]

    def __str__(self) -> str:
        return f"{self.variable}={self.value}"


class MeasureValues(models.Model):
    """The numbers (8-byte floats, by position; NaN where there is none) that a part's sheets gave for a variable."""

    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="measures"
    )
    variable = models.CharField(max_length=40)
    chunk = models.PositiveIntegerField()
    numbers = models.BinaryField()

    class Meta:
        verbose_name = _("measured answers")
        verbose_name_plural = _("measured answers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["survey", "variable", "chunk"], name="surveys_measures_once")
        ]

    def __str__(self) -> str:
        return self.variable
