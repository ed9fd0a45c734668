"""Citizens' accounts: a table of their own, so that no citizen can ever hold a role or enter the administration.

Nothing here is an AUTH_USER: `request.user` is never a citizen, and every grant, role and session of staff refers to
`core.accounts.User` by a foreign key of the database.
"""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Citizen(models.Model):
    """A citizen who has shown that an e-mail address is theirs. There is no password: each sign-in sends a code."""

    email = models.EmailField(_("e-mail address"))
    verified_at = models.DateTimeField(_("address verified"))
    created_at = models.DateTimeField(pgettext_lazy("citizen", "since"), auto_now_add=True)
    last_signed_in_at = models.DateTimeField(_("last signed in"))

    class Meta:
        verbose_name = _("citizen")
        verbose_name_plural = _("citizens")
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="citizen_email_once"),
            models.CheckConstraint(condition=models.Q(email__contains="@"), name="citizen_email_given"),
        ]

    def __str__(self) -> str:
        """Without the address: this may be written into records."""
        return f"citizen {self.pk}"
