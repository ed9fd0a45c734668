"""The account of a member of staff."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who signs in. What they may do is decided by roles on subsites, never by groups."""

    name = models.CharField(_("name"), max_length=100, blank=True)
    is_demonstration = models.BooleanField(
        _("demonstration account"),
        default=False,
        editable=False,
        help_text=_("Made by the demonstration; refused wherever the demonstration is not running."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")  # type: ignore[assignment]  # the stubs know no lazy text here
        verbose_name_plural = _("accounts")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name as the person's office writes it."""
        return self.name or super().get_full_name()

    def get_short_name(self) -> str:
        return self.name or self.username
