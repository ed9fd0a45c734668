"""Decisions which texts of answers citizens see."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.plugin_api import SubsiteOwned
from plugins.surveys.models.responses import TextState


class TextDecision(SubsiteOwned):
    """That some texts are shown, or are no longer: what the review chain clears at once. Its texts point to it."""

    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="decisions"
    )
    state = models.CharField(_("state"), max_length=7, choices=TextState)
    is_carried_out = models.BooleanField(_("carried out"), default=False, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("decision on texts")
        verbose_name_plural = _("decisions on texts")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=TextState.values), name="surveys_decision_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey.title}: {self.get_state_display()}"
