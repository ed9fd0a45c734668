"""The record of decisions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditRecord(models.Model):
    """One decision: who, what, on which subsite, on what, when. Written once, by `core.audit.record`."""

    created_at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor_label = models.CharField(_("person as written"), max_length=160)
    action = models.CharField(_("action"), max_length=64, db_index=True)
    subsite = models.ForeignKey(
        "core_tenancy.Subsite",
        verbose_name=_("subsite"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    target_type = models.CharField(_("kind of object"), max_length=100, blank=True)
    target_id = models.CharField(_("object"), max_length=64, blank=True)
    target_label = models.CharField(_("object as written"), max_length=255, blank=True)
    data: Any = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit record")
        verbose_name_plural = _("audit records")
        default_permissions = ()
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subsite", "-id"], name="audit_by_subsite"),
            models.Index(fields=["target_type", "target_id"], name="audit_by_target"),
        ]

    def __str__(self) -> str:
        return (
            f"{self.created_at:%Y-%m-%d %H:%M} {self.actor_label} {self.action} {self.target_label}".strip()
        )
