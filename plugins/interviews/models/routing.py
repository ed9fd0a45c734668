"""Questions that were not reached, on their way to the offices that answer them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.plugin_api import SubsiteOwned
from plugins.interviews.models.lines import LONGEST_LINE
from plugins.interviews.querysets import RoutedQuerySet


class RoutedQuestion(SubsiteOwned):
    """A question that an office is to answer by a day. `subsite` is the office that answers."""

    question = models.OneToOneField(
        "plugin_interviews.Question",
        verbose_name=pgettext_lazy("interview", "question"),
        on_delete=models.CASCADE,
        related_name="routed",
    )
    due_on = models.DateField(_("due on"))
    note = models.CharField(_("note to the office"), max_length=300, blank=True)
    answer = models.TextField(_("answer"), max_length=LONGEST_LINE, blank=True)
    routed_at = models.DateTimeField(_("passed on at"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = RoutedQuerySet.as_manager()

    class Meta:
        verbose_name = _("routed question")
        verbose_name_plural = _("routed questions")
        default_permissions = ()
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["subsite", "answered_at", "due_on"], name="interviews_routed_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="interviews_answered_with_text"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.question_id}"

    @property
    def is_overdue(self) -> bool:
        """Whether the day has gone by without an answer."""
        return self.answered_at is None and self.due_on < timezone.localdate()
