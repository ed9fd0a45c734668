"""An interview and its guests."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from core.plugin_api import HeldChanges, SubsiteOwned
from plugins.interviews.querysets import InterviewQuerySet

RESERVED_SLUGS = frozenset({"question"})
"""What stands in an address where slugs stand."""
LONGEST_DELAY = 600


class Stage(models.TextChoices):
    """Where an interview is in its life."""

    DRAFT = "draft", pgettext_lazy("interview", "Draft")
    ANNOUNCED = "announced", pgettext_lazy("interview", "Announced")
    LIVE = "live", pgettext_lazy("interview", "Live")
    ENDED = "ended", pgettext_lazy("interview", "Ended")


class Interview(HeldChanges, SubsiteOwned, ClusterableModel):
    """An online interview. `is_public` says whether citizens see it.

    What is changed of a public one waits in `held` and in the rows of its guests until it is cleared; `shown_guests`
    are the guests as they were cleared, which is how citizens see them.

    `sequence` is the last number that was given to something citizens see: lines and stages take their numbers from it
    under a lock on this row, so numbers become visible in their order.
    """

    title = models.CharField(_("topic"), max_length=120)
    slug = models.SlugField(
        _("slug"), max_length=60, blank=True, help_text=_("Left empty, it is spelled from the topic.")
    )
    introduction = models.TextField(
        _("introduction"), blank=True, max_length=3000, help_text=_("What it is about, and for whom.")
    )
    host_name = models.CharField(_("host"), max_length=60, help_text=_("Who leads the interview."))
    starts_at = models.DateTimeField(_("starts at"))
    takes_questions = models.BooleanField(
        _("takes questions"), default=True, help_text=_("From the announcement until the interview ends.")
    )
    delay = models.PositiveSmallIntegerField(
        _("delay in seconds"),
        default=30,
        validators=[MaxValueValidator(LONGEST_DELAY)],
        help_text=_("For so long a line can be held back before citizens see it. 0: at once."),
    )
    hold_back = models.BooleanField(
        _("hold back guests' lines"),
        default=False,
        help_text=_("What guests write is seen only when the host lets it through."),
    )
    video_address = models.URLField(
        _("address of the video"), blank=True, validators=[URLValidator(schemes=["https", "http"])]
    )
    video = models.ForeignKey(
        "core_media.Attachment",
        verbose_name=_("video file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("An MP4 file. It gets subtitles from the transcript."),
    )
    video_starts_at = models.DateTimeField(
        _("the video begins at"),
        null=True,
        blank=True,
        help_text=_(
            "When its first picture was taken; the subtitles count from here. Empty: when it went live."
        ),
    )
    is_sample = models.BooleanField(
        _("sample data"), default=False, help_text=_("Marks every page of this interview as sample data.")
    )
    stage = models.CharField(_("stage"), max_length=9, choices=Stage, default=Stage.DRAFT, editable=False)
    is_public = models.BooleanField(_("public"), default=False, editable=False)
    shown_guests = models.TextField(_("guests as they were cleared"), blank=True, default="", editable=False)
    sequence = models.PositiveBigIntegerField(default=0, editable=False)
    stage_sequence = models.PositiveBigIntegerField(default=0, editable=False)
    begun_at = models.DateTimeField(_("went live at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        default_permissions = ()
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["subsite", "-starts_at", "-id"], name="interviews_newest"),
            models.Index(fields=["subsite", "stage"], name="interviews_stage"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["subsite", "slug"], name="interviews_slug_once"),
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="interviews_stage_known"),
            models.CheckConstraint(
                condition=models.Q(delay__lte=LONGEST_DELAY), name="interviews_delay_bounded"
            ),
            models.CheckConstraint(
                condition=models.Q(stage="draft", is_public=False) | ~models.Q(stage="draft"),
                name="interviews_drafts_not_public",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This word is taken. Please choose another.")})

    @property
    def is_live(self) -> bool:
        """Whether it is under way."""
        return self.stage == Stage.LIVE

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.stage == Stage.ENDED

    @property
    def is_open_for_questions(self) -> bool:
        """Whether citizens may ask now."""
        return self.is_public and self.takes_questions and self.stage in {Stage.ANNOUNCED, Stage.LIVE}

    @property
    def stage_in_words(self) -> str:
        """The stage, as lists show it."""
        return str(self.get_stage_display())

    @property
    def video_zero(self) -> Any:
        """The moment at which the video stands at 0:00; None while it is not known."""
        return self.video_starts_at or self.begun_at


class Guest(Orderable):
    """Somebody who answers, in the order in which they are presented."""

    interview = ParentalKey(
        Interview, verbose_name=_("interview"), on_delete=models.CASCADE, related_name="guests"
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    office = models.CharField(_("office and post"), max_length=120)
    portrait = models.ForeignKey(
        "core_media.Picture",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
