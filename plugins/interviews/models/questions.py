"""What citizens ask."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plugins.interviews.querysets import QuestionQuerySet

LONGEST_QUESTION = 500


class QuestionState(models.TextChoices):
    """What has become of a question."""

    WAITING = "waiting", pgettext_lazy("question", "To be looked at")
    ACCEPTED = "accepted", pgettext_lazy("question", "Accepted")
    REJECTED = "rejected", pgettext_lazy("question", "Not accepted")
    MERGED = "merged", pgettext_lazy("question", "Merged with another")
    PICKED = "picked", pgettext_lazy("question", "Picked")
    PUT = "put", pgettext_lazy("question", "Put to the guests")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    ROUTED = "routed", pgettext_lazy("question", "Passed on to an office")


_FROM: dict[str, tuple[str, ...]] = {
    "accept": ("waiting", "rejected", "merged", "picked"),
    "reject": ("waiting", "accepted"),
    "merge": ("waiting", "accepted"),
    "pick": ("waiting", "accepted"),
    "put": ("waiting", "accepted", "picked"),
    "answer": ("put", "routed", "answered"),
    "route": ("waiting", "accepted", "picked", "put", "routed"),
}


def states_before(act: str) -> tuple[str, ...]:
    """The states in which an act on a question is possible."""
    return _FROM[act]


class Question(models.Model):
    """A question to an interview. Its asker finds it again by a code, of which a keyed digest is kept.

    `reason` says to the asker why it was not accepted. `merged_into` is the question that stands for it.
    """

    interview = models.ForeignKey(
        "plugin_interviews.Interview",
        verbose_name=_("interview"),
        on_delete=models.CASCADE,
        related_name="questions",
    )
    text = models.TextField(pgettext_lazy("interview", "question"), max_length=LONGEST_QUESTION)
    state = models.CharField(
        _("state"), max_length=8, choices=QuestionState, default=QuestionState.WAITING, editable=False
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged",
    )
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("interview", "question")
        verbose_name_plural = pgettext_lazy("interview", "questions")
        default_permissions = ()
        indexes = [
            models.Index(fields=["interview", "state", "id"], name="interviews_questions_by_state"),
            models.Index(fields=["state", "received_at"], name="interviews_questions_old"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=QuestionState.values), name="interviews_question_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""), name="interviews_rejected_with_reason"
            ),
        ]

    def __str__(self) -> str:
        # Not its text: the record of decisions keeps the words of a row, and a question may name people.
        return f"#{self.pk}"

    @property
    def sender_name(self) -> str:
        """The name that the asker wants to be called by; empty without one, or when it is erased."""
        sender: Any = getattr(self, "sender", None)
        return sender.name if sender else ""


class QuestionSender(models.Model):
    """The name that an asker gave, which they need not: apart from the question, and erased before it."""

    question = models.OneToOneField(
        Question,
        verbose_name=pgettext_lazy("interview", "question"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="sender",
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=20)
    received_on = models.DateField(_("received on"), db_index=True)

    class Meta:
        verbose_name = _("asker")
        verbose_name_plural = _("askers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"
