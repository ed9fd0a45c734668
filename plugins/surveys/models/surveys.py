"""A survey of an office."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from core.plugin_api import HeldChanges, SubsiteOwned
from plugins.surveys.builder.blocks import FormStream
from plugins.surveys.querysets import SurveyQuerySet


class SurveyState(models.TextChoices):
    """Where a survey is in its life. Its dates decide when a published one takes answers."""

    DRAFT = "draft", pgettext_lazy("survey", "Draft")
    PUBLISHED = "published", pgettext_lazy("survey", "Published")
    ENDED = "ended", pgettext_lazy("survey", "Ended")


class ParticipationRule(models.TextChoices):
    """Who may take part, how often."""

    ANYONE = "anyone", _("Anyone, without signing in")
    ACCOUNT = "account", _("Once per account")
    PHONE = "phone", _("Once per verified telephone number")


class ResultsRule(models.TextChoices):
    """When the public sees results."""

    NEVER = "never", pgettext_lazy("survey", "Never")
    AFTER = "after", _("After the survey has ended")
    ALWAYS = "always", _("While it runs and after")


class Survey(HeldChanges, SubsiteOwned):
    """A survey. `form` is what the office edits; citizens answer `current_version`, which never changes. The other
    fields of a published survey are what citizens see; `held` is what they are to become, once it is cleared.

    `uid` is what participation tokens are made with; `position` is how many answer sheets have been taken in.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(
        _("slug"), max_length=60, blank=True, help_text=_("Left empty, it is spelled from the title.")
    )
    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=3000,
        help_text=_("What it is about, who asks, and what happens with the answers."),
    )
    thanks = models.TextField(_("words of thanks"), blank=True, max_length=1000)
    form = StreamField(FormStream(), blank=True, verbose_name=_("questions"))
    state = models.CharField(
        _("state"), max_length=9, choices=SurveyState, default=SurveyState.DRAFT, editable=False
    )
    opens_at = models.DateTimeField(
        _("opens at"), null=True, blank=True, help_text=_("Empty: as soon as it is published.")
    )
    closes_at = models.DateTimeField(
        _("closes at"), null=True, blank=True, help_text=_("Empty: until somebody ends it.")
    )
    participation = models.CharField(
        _("who may take part"), max_length=7, choices=ParticipationRule, default=ParticipationRule.ANYONE
    )
    proof_wanted = models.BooleanField(
        _("protected against robots"),
        default=True,
        help_text=_(
            "The browser solves a small sum by itself; without JavaScript the person answers a question."
        ),
    )
    quota = models.PositiveIntegerField(
        _("answers at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    results = models.CharField(
        _("public results"),
        max_length=6,
        choices=ResultsRule,
        default=ResultsRule.AFTER,
        help_text=_("Only questions that are ticked for it are shown."),
    )
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group shown"),
        default=5,
        help_text=_("Public figures of fewer people than this are held back."),
    )
    is_sample = models.BooleanField(
        _("sample data"), default=False, help_text=_("Marks every page of this survey as sample data.")
    )
    weighting: Any = models.JSONField(_("weights"), default=dict, blank=True, editable=False)
    current_version = models.OneToOneField(
        "plugin_surveys.SurveyVersion",
        verbose_name=_("current version"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False, db_index=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = SurveyQuerySet.as_manager()

    keeps_form = False
    """In memory only: what is published next leaves the form that citizens answer as it is."""

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["subsite", "state", "closes_at"], name="surveys_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["subsite", "slug"],
                name="surveys_slug_once",
                violation_error_message=_("This subsite has a survey with this slug already."),
            ),
            models.CheckConstraint(condition=Q(state__in=SurveyState.values), name="surveys_state_known"),
            models.CheckConstraint(
                condition=Q(participation__in=ParticipationRule.values), name="surveys_participation_known"
            ),
            models.CheckConstraint(condition=Q(results__in=ResultsRule.values), name="surveys_results_known"),
            models.CheckConstraint(
                condition=Q(smallest_group__gte=2), name="surveys_smallest_group_sane",
                violation_error_message=_("A group has at least two people."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="surveys_closes_after_opening",
                violation_error_message=_("It closes before it opens."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.slug == "preview":
            raise ValidationError({"slug": _("This address is reserved.")})

    @property
    def is_published(self) -> bool:
        """Whether citizens can see it, open or not."""
        return self.state != SurveyState.DRAFT and self.current_version_id is not None

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether it takes answers now."""
        now = now or timezone.now()
        return (
            self.state == SurveyState.PUBLISHED
            and self.current_version_id is not None
            and (self.opens_at is None or self.opens_at <= now)
            and (self.closes_at is None or now < self.closes_at)
        )

    def is_over(self, now: datetime | None = None) -> bool:
        """Whether it has taken its last answer."""
        now = now or timezone.now()
        return self.state == SurveyState.ENDED or (
            self.state == SurveyState.PUBLISHED and self.closes_at is not None and self.closes_at <= now
        )

    @property
    def results_are_public(self) -> bool:
        """Whether the public results page answers."""
        if not self.is_published:
            return False
        after = self.results == ResultsRule.AFTER and self.is_over() and self.results_come_at is None
        return self.results == ResultsRule.ALWAYS or after

    @property
    def results_come_at(self) -> datetime | None:
        """When the results of a survey come that was ended before its date: on that date, which was cleared."""
        early = self.state == SurveyState.ENDED and self.closes_at and self.closes_at > timezone.now()
        return self.closes_at if early and self.results == ResultsRule.AFTER else None

    @property
    def state_in_words(self) -> str:
        """Draft, not open yet, open, or ended."""
        if not self.is_published:
            return str(SurveyState.DRAFT.label)
        if self.is_over():
            return str(SurveyState.ENDED.label)
        return gettext("Open") if self.is_open() else gettext("Not open yet")
