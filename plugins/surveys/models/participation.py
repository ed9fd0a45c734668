"""Who took part, without what they said. No row here has a number, a time, or anything of an answer sheet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Participation(models.Model):
    """That somebody took part, or that a sheet was sent: a keyed digest and nothing else.

    The key is the installation's secret, which is not in the database (`services.tokens`). The digest is the primary
    key, so that no number tells the order.
    """

    token = models.CharField(primary_key=True, max_length=64, editable=False)
    survey = models.ForeignKey(
        "plugin_surveys.Survey",
        verbose_name=_("survey"),
        on_delete=models.CASCADE,
        related_name="participations",
    )

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        default_permissions = ()

    def __str__(self) -> str:
        return self.token[:8]


class QuotaCount(models.Model):
    """How many places of a quota are taken: of the whole survey (`name` empty) or of an option (`Q1=2`)."""

    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="quotas"
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    taken = models.PositiveIntegerField(_("taken"), default=0)

    class Meta:
        verbose_name = _("taken places of a quota")
        verbose_name_plural = _("taken places of quotas")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="surveys_quota_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.taken}"


class PhoneCheck(models.Model):
    """A code that was sent to a telephone and waits to be entered. The number itself is not kept."""

    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="+"
    )
    token = models.CharField(primary_key=True, max_length=64, editable=False)
    code = models.CharField(max_length=64, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent = models.PositiveSmallIntegerField(default=1)
    """Messages that count, when the newest was asked for."""
    messages = models.JSONField(default=list, db_default=models.Value([], models.JSONField()), editable=False)
    """Their ids as `core.text_messages` knows them, the newest last."""
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("telephone check")
        verbose_name_plural = _("telephone checks")
        default_permissions = ()

    def __str__(self) -> str:
        return self.token[:8]
