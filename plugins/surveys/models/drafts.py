"""Answers that are not sent yet, and files of answers."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """Answers begun by somebody, found again by their code. Only a digest of the code is kept."""

    key = models.CharField(primary_key=True, max_length=64, editable=False)
    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="drafts"
    )
    answers: Any = models.JSONField(_("answers"), default=dict)
    saved_on = models.DateField(_("saved on"), default=timezone.localdate, db_index=True)

    class Meta:
        verbose_name = _("draft of answers")
        verbose_name_plural = _("drafts of answers")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key[:8]


class KeptFile(models.Model):
    """A file that belongs to an answer; `draft_key` says whose while it is not sent, and is emptied then.

    It is in the database, not in a folder: private, rolled back and deleted with its survey.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        "plugin_surveys.Survey", verbose_name=_("survey"), on_delete=models.CASCADE, related_name="files"
    )
    draft_key = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    name = models.CharField(_("file"), max_length=120)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    content = models.BinaryField(_("content"))
    kept_on = models.DateField(_("kept on"), default=timezone.localdate, db_index=True)

    class Meta:
        verbose_name = _("file of an answer")
        verbose_name_plural = _("files of answers")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
