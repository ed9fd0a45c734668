"""Who decides for whom while they are away."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy.models import Subsite


class StandIn(models.Model):
    """`stand_in` may decide what waits for `person` on a subsite, from one day to another, both included."""

    subsite = models.ForeignKey(
        Subsite, verbose_name=_("subsite"), on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who is away"), on_delete=models.CASCADE, related_name="+"
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("stand-in"), on_delete=models.CASCADE, related_name="+"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        default_permissions = ()
        ordering = ["-first_day", "-id"]
        indexes = [models.Index(fields=["stand_in", "last_day"], name="stand_in_days")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="stand_in_days_in_order"
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("stand_in")), name="stand_in_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.stand_in}"
