"""What is said, line by line."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.search import index

from plugins.interviews.querysets import LineQuerySet

LONGEST_LINE = 5000


class LineKind(models.TextChoices):
    """Who speaks."""

    HOST = "host", pgettext_lazy("line", "Host")
    QUESTION = "question", pgettext_lazy("line", "Question")
    ANSWER = "answer", pgettext_lazy("line", "Answer")
    LATER = "later", pgettext_lazy("line", "Answer of an office, given later")


class LineState(models.TextChoices):
    """Whether citizens see a line."""

    WAITING = "waiting", pgettext_lazy("line", "Goes public in a moment")
    HELD = "held", pgettext_lazy("line", "Held back")
    PUBLIC = "public", pgettext_lazy("line", "Public")
    WITHDRAWN = "withdrawn", pgettext_lazy("line", "Withdrawn")
    DISCARDED = "discarded", pgettext_lazy("line", "Discarded")


class Line(index.Indexed, models.Model):
    """A line of the interview. `spoken_at` is when it was written, and the subtitles' time.

    `position` is its place in the transcript: the number it got when it first became public. `sequence` is the number
    of its last change that citizens see; live streams follow it.
    """

    interview = models.ForeignKey(
        "plugin_interviews.Interview",
        verbose_name=_("interview"),
        on_delete=models.CASCADE,
        related_name="lines",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=LineKind)
    state = models.CharField(_("state"), max_length=9, choices=LineState, default=LineState.WAITING)
    guest = models.ForeignKey(
        "plugin_interviews.Guest",
        verbose_name=_("guest"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    speaker = models.CharField(
        _("speaker"), max_length=190, blank=True, help_text=_("As it stood when the line was written.")
    )
    question = models.ForeignKey(
        "plugin_interviews.Question",
        verbose_name=pgettext_lazy("interview", "question"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="lines",
    )
    text = models.TextField(pgettext_lazy("line", "text"), max_length=LONGEST_LINE, blank=True)
    picture = models.ForeignKey(
        "core_media.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_text = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    due_at = models.DateTimeField(_("public from"), null=True, blank=True)
    position = models.PositiveBigIntegerField(null=True, editable=False)
    sequence = models.PositiveBigIntegerField(null=True, editable=False)
    spoken_at = models.DateTimeField(_("spoken at"), default=timezone.now)
    corrected_at = models.DateTimeField(_("corrected at"), null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = LineQuerySet.as_manager()
    face: Any = None
    """The guest who spoke it, as citizens see them; given by `plugins.interviews.guests.give_faces`."""

    search_fields = [
        index.SearchField("text"),
        index.SearchField("question_text"),
        index.FilterField("interview"),
        index.FilterField("state"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = pgettext_lazy("interview", "line")
        verbose_name_plural = pgettext_lazy("interview", "lines")
        default_permissions = ()
        ordering = ["interview_id", "position", "pk"]
        indexes = [
            models.Index(fields=["interview", "state", "position"], name="interviews_transcript"),
            models.Index(fields=["state", "due_at"], name="interviews_lines_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["interview", "sequence"], name="interviews_sequence_once"),
            models.UniqueConstraint(fields=["interview", "position"], name="interviews_position_once"),
            models.CheckConstraint(
                condition=Q(kind__in=LineKind.values, state__in=LineState.values),
                name="interviews_line_known",
            ),
            # What citizens see or have seen has numbers, nothing else has.
            models.CheckConstraint(
                condition=Q(state__in=["public", "withdrawn"], sequence__isnull=False, position__isnull=False)
                | Q(state__in=["waiting", "held", "discarded"], sequence__isnull=True, position__isnull=True),
                name="interviews_numbers_of_public_lines",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(due_at__isnull=False), name="interviews_waiting_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(picture__isnull=False) | ~Q(picture_text=""),
                name="interviews_line_says_something",
            ),
        ]

    def __str__(self) -> str:
        # Not its text: the record of decisions keeps the words of a row, and a question may name people.
        return f"#{self.pk}"

    @property
    def question_text(self) -> str:
        """The question that it answers, as it was put; for the search."""
        if self.kind not in {LineKind.ANSWER, LineKind.LATER} or self.question is None:
            return ""
        return self.question.text

    @classmethod
    def get_indexed_objects(cls) -> Any:
        """Public lines only: what is held back is not even in the index."""
        return cls.objects.filter(state=LineState.PUBLIC).select_related("question")

    def get_indexed_instance(self) -> Any:
        """None takes it out of the index."""
        return self if self.state == LineState.PUBLIC else None


class Correction(models.Model):
    """What a public line said before it was corrected, and why it was."""

    line = models.ForeignKey(
        Line, verbose_name=_("line"), on_delete=models.CASCADE, related_name="corrections"
    )
    text_before = models.TextField(_("text before"), max_length=LONGEST_LINE)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    corrected_at = models.DateTimeField(_("corrected at"), auto_now_add=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("corrected by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"
