"""What people said. Nothing here, or in how the rows lie, says who said it or when.

An answer sheet first waits as a `PendingResponse`. Sheets are taken in (`services.taking_in`) in groups, shuffled,
under new random keys; before that they are in no list, export or figure but the count.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PendingResponse(models.Model):
    """An answer sheet that was sent and waits to be taken in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="pending"
    )
    version = models.ForeignKey(
        "plugin_surveys.SurveyVersion", verbose_name=_("version"), on_delete=models.CASCADE, related_name="+"
    )
    answers: Any = models.JSONField(_("answers"))
    marks: Any = models.JSONField(_("marks"), default=list)
    received_on = models.DateField(_("received on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("answer sheet to take in")
        verbose_name_plural = _("answer sheets to take in")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.id)


class Response(models.Model):
    """An answer sheet. `position` is its bit in the statistics; it says nothing about the order of arrival.

    `marks` are hints that it may be a duplicate; `counted` is what the office decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="responses"
    )
    version = models.ForeignKey(
        "plugin_surveys.SurveyVersion", verbose_name=_("version"), on_delete=models.CASCADE, related_name="+"
    )
    position = models.PositiveIntegerField(_("position"))
    answers: Any = models.JSONField(_("answers"))
    marks: Any = models.JSONField(_("marks"), default=list)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    is_marked = models.BooleanField(_("marked"), default=False)
    counted = models.BooleanField(_("counted"), default=True)
    received_on = models.DateField(_("received on"))

    class Meta:
        verbose_name = _("answer sheet")
        verbose_name_plural = _("answer sheets")
        default_permissions = ()
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["survey", "position"], name="surveys_position_once")]
        indexes = [
            models.Index(fields=["survey", "position"], name="surveys_marked", condition=Q(is_marked=True)),
            models.Index(fields=["survey", "fingerprint"], name="surveys_fingerprint"),
        ]

    def __str__(self) -> str:
        return str(self.position + 1)


class TextState(models.TextChoices):
    """What was decided about a text."""

    WAITING = "waiting", pgettext_lazy("text", "Waiting")
    SHOWN = "shown", pgettext_lazy("text", "Shown")
    HIDDEN = "hidden", pgettext_lazy("text", "Not shown")


class TextAnswer(models.Model):
    """A text that somebody wrote; the public sees it only after a person has looked at it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(
        Response, verbose_name=_("answer sheet"), on_delete=models.CASCADE, related_name="texts"
    )
    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="texts"
    )
    variable = models.CharField(_("question"), max_length=40)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=7, choices=TextState, default=TextState.WAITING)
    decision = models.ForeignKey(
        "plugin_surveys.TextDecision",
        verbose_name=_("decided by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="texts",
    )
    asked = models.ForeignKey(
        "plugin_surveys.TextDecision",
        verbose_name=_("under review"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="asked_texts",
    )

    class Meta:
        verbose_name = _("text of an answer")
        verbose_name_plural = _("texts of answers")
        default_permissions = ()
        ordering = ["id"]
        indexes = [models.Index(fields=["survey", "state", "variable", "id"], name="surveys_texts")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TextState.values), name="surveys_text_state_known")
        ]

    def __str__(self) -> str:
        return self.text[:60]
