"""Where an account is signed in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountSession(models.Model):
    """One signed-in browser, as its owner sees it. The address is kept shortened, the browser by its name only."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="account_sessions",
    )
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    signed_in_at = models.DateTimeField(_("signed in"), auto_now_add=True)
    last_seen_at = models.DateTimeField(_("last seen"), auto_now_add=True)
    device = models.CharField(_("device"), max_length=80, blank=True)
    network = models.CharField(_("address, shortened"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        default_permissions = ()
        ordering = ["-last_seen_at"]
        indexes = [models.Index(fields=["user", "-last_seen_at"], name="account_session_of_user")]

    def __str__(self) -> str:
        return f"{self.device} {self.network}".strip()
