"""Messages that wait for the gateway, and what became of the others."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What became of a message. Handed over is all that is known: no gateway tells at once who has read it."""

    WAITING = "waiting", _("on its way")
    SENT = "sent", _("handed to the gateway")
    FAILED = "failed", _("not sent")


class TextMessage(models.Model):
    """One message. Number and text are sealed, and only as long as it waits; the row itself goes after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    sealed = models.TextField(blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    good_until = models.DateTimeField(_("good until"), db_index=True)

    class Meta:
        verbose_name = _("text message")
        verbose_name_plural = _("text messages")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="text_messages_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.WAITING) | models.Q(sealed=""),
                name="text_messages_nothing_remains",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
