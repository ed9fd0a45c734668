"""The versions of a table: one for each file that was taken."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VersionState(models.TextChoices):
    """Where a version stands."""

    CURRENT = "current", _("Current")
    WAITING = "waiting", _("Not public yet")
    PREVIOUS = "previous", _("Previous, can be restored")
    PRUNED = "pruned", _("Rows deleted")


class TableVersion(models.Model):
    """A file that was taken, its rows, and the columns as they were then."""

    table = models.ForeignKey(
        "plugin_queries.LookupTable",
        verbose_name=_("table"),
        on_delete=models.CASCADE,
        related_name="versions",
    )
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=8, choices=VersionState, default=VersionState.CURRENT)
    file_name = models.CharField(_("file"), max_length=255)
    file_size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    row_count = models.PositiveIntegerField(_("rows"))
    digest = models.CharField(_("digest of the rows"), max_length=64, blank=True, editable=False)
    columns: Any = models.JSONField(pgettext_lazy("table", "columns"), default=list)
    facets: Any = models.JSONField(_("values of the filters"), default=dict)
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("version of a table")
        verbose_name_plural = _("versions of tables")
        default_permissions = ()
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="queries_version_number_once"),
            models.UniqueConstraint(
                fields=["table"], condition=Q(state="current"), name="queries_version_one_current"
            ),
            models.UniqueConstraint(
                fields=["table"], condition=Q(state="waiting"), name="queries_version_one_waiting"
            ),
            models.CheckConstraint(condition=Q(state__in=VersionState.values), name="queries_version_state"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.number})"
