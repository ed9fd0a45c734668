"""What a county's files said when something was last built from them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What a row, or a part of it, builds."""

    OFFICE = "office", _("Office")
    SETTINGS = "settings", _("Settings")
    COLUMN = "column", _("Column")
    ACCOUNT = "account", _("Account")
    ROLE = "role", _("Role")


class ProvisionedRecord(models.Model):
    """The values that the files gave to one thing, by which a later build tells who changed what since.

    A value that still is as it was provisioned follows the files; one that an office changed is the office's.
    ``key`` names the thing in the files' own words (a code, a code and a slug, a username); ``object_id`` is
    the primary key of what was built: the page for a column, the subsite, the account.
    """

    subject = models.CharField(_("kind"), max_length=16, choices=Subject)
    key = models.CharField(_("name in the files"), max_length=240)
    object_id = models.BigIntegerField(_("object"))
    values: Any = models.JSONField(_("values as provisioned"), default=dict)

    class Meta:
        verbose_name = _("provisioned record")
        verbose_name_plural = _("provisioned records")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subject", "key"], name="provisioned_once"),
            models.CheckConstraint(
                condition=models.Q(subject__in=Subject.values), name="provisioned_subject_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.key}"
