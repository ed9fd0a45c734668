"""Invitations into an office."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access.roles import Role
from core.tenancy.models import SubsiteOwned

OPEN_FOR = timedelta(days=14)


class Answer(models.TextChoices):
    """What became of an invitation."""

    OPEN = "", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Invitation(SubsiteOwned):
    """A role on a subsite, offered to whoever has this user name or e-mail address.

    It names what was typed, never an account: whether there is such an account stays unknown to the office
    until the person accepts.
    """

    identifier = models.CharField(_("user name or e-mail"), max_length=254)
    role = models.CharField(_("role"), max_length=32, choices=Role)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("invited"), auto_now_add=True)
    expires_at = models.DateTimeField(_("open until"))
    answer = models.CharField(_("answer"), max_length=16, choices=Answer, blank=True, default=Answer.OPEN)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        default_permissions = ()
        ordering = ["-id"]
        indexes = [models.Index(fields=["identifier", "answer"], name="invitation_by_identifier")]
        constraints = [
            models.UniqueConstraint(
                fields=["subsite", "identifier", "role"],
                condition=models.Q(answer=""),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=Answer.values), name="invitation_answer_known"
            ),
            models.CheckConstraint(
                condition=models.Q(identifier__length__gt=0), name="invitation_identifier_given"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.identifier} → {self.subsite} ({self.get_role_display()})"
