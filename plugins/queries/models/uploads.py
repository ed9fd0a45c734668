"""Files between the upload and its confirmation."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.plugin_api import SubsiteOwned


class PendingUpload(SubsiteOwned):
    """A file that somebody looks at before it is taken. Only they see it; it is deleted after a day.

    The file is in the database, not in a folder: it is rolled back, found by every process and deleted with
    its row.
    """

    table = models.ForeignKey(
        "plugin_queries.LookupTable",
        verbose_name=_("table"),
        null=True,
        on_delete=models.CASCADE,
        related_name="pending_uploads",
    )
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), on_delete=models.CASCADE, related_name="+"
    )
    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField(_("content"))
    details: Any = models.JSONField(_("what was typed beside it"), default=dict)

    class Meta:
        verbose_name = _("upload to confirm")
        verbose_name_plural = _("uploads to confirm")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name
