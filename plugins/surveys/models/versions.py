"""A form as it was when people answered it."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plugins.surveys.form.definition import Form
from plugins.surveys.form.reading import published_form


class SurveyVersion(models.Model):
    """One published form. Never changed: the answers to it stay readable by it."""

    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    definition: Any = models.JSONField(_("form"))
    digest = models.CharField(_("digest of the form"), max_length=64, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("version of a survey")
        verbose_name_plural = _("versions of surveys")
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="surveys_version_once")]

    def __str__(self) -> str:
        return f"{self.survey_id}.{self.number}"

    @cached_property
    def form(self) -> Form:
        """The form as values."""
        return published_form(self.definition)
