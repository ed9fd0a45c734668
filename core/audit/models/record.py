"""The record of decisions and of views of personal data."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """How long a record is kept depends on it."""

    DECISION = "decision", _("Decision")
    VIEW = "view", _("View of personal data")


class AuditRecord(models.Model):
    """Who did what, on which subsite, to what, when. Written once, by `core.audit.services`.

    The person and the subsite are plain numbers in the database: deleting either leaves the record as it is, and
    the labels say who and what it was. Never follow `actor` or `subsite` without expecting DoesNotExist.
    """

    created_at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    category = models.CharField(_("category"), max_length=16, choices=Category, default=Category.DECISION)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    actor_label = models.CharField(_("person as written"), max_length=160)
    action = models.CharField(_("action"), max_length=64, db_index=True)
    subsite = models.ForeignKey(
        "core_tenancy.Subsite",
        verbose_name=_("subsite"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    subsite_label = models.CharField(_("subsite as written"), max_length=120, blank=True, default="")
    target_type = models.CharField(_("kind of object"), max_length=100, blank=True)
    target_id = models.CharField(_("object"), max_length=64, blank=True)
    target_label = models.CharField(_("object as written"), max_length=255, blank=True)
    data: Any = models.JSONField(_("details"), default=dict, blank=True)
    salt = models.UUIDField(default=uuid4, editable=False)
    """Random, and erased with the record: what is left of it in the tree then tells nothing about it."""
    words = models.TextField(editable=False, default="", blank=True)
    """What the search looks at, in lower case; made from the other fields."""

    class Meta:
        verbose_name = _("audit record")
        verbose_name_plural = _("audit records")
        default_permissions = ()
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subsite", "-id"], name="audit_by_subsite"),
            models.Index(fields=["target_type", "target_id"], name="audit_by_target"),
            models.Index(fields=["category", "created_at"], name="audit_by_category"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__in=Category.values), name="audit_category_known"
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.created_at:%Y-%m-%d %H:%M} {self.actor_label} {self.action} {self.target_label}".strip()
        )
