"""Sources of look-ups, how they fare, and answers of theirs that are kept."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.plugin_api import HeldChanges, SubsiteOwned
from plugins.queries.sources.faults import Fault


class ProviderKind(models.TextChoices):
    """The providers by their slugs; `plugins.queries.sources.registry` has their classes."""

    UPLOADED = "uploaded", _("Uploaded table")
    FOLDER = "folder", _("File in a folder")
    URL = "url", _("File at an address")
    VIEW = "view", _("View of a database")
    REST = "rest", _("Interface of another system")


class DataSource(HeldChanges, SubsiteOwned):
    """A source of one office: its provider, the provider's settings, and how it fares.

    Written only by `plugins.queries.sources.services`.
    """

    name = models.CharField(_("name"), max_length=100)
    provider = models.CharField(_("kind of source"), max_length=8, choices=ProviderKind, editable=False)
    settings: Any = models.JSONField(_("settings"), default=dict, editable=False)
    sealed_secret = models.TextField(_("secret"), blank=True, editable=False)
    timeout_seconds = models.PositiveSmallIntegerField(_("seconds it may take"), default=10)
    retries = models.PositiveSmallIntegerField(_("further tries at once"), default=2)
    refresh_minutes = models.PositiveIntegerField(
        _("read every … minutes"),
        null=True,
        blank=True,
        help_text=_("For a source that feeds a table. Empty: only when somebody asks for it."),
    )
    cache_minutes = models.PositiveIntegerField(
        _("answers kept for … minutes"),
        default=10,
        help_text=_("Answers to the same question; never those to personal look-ups."),
    )
    table = models.OneToOneField(
        "plugin_queries.LookupTable",
        verbose_name=_("table that it feeds"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="source",
    )
    is_cleared = models.BooleanField(
        _("in use"), default=False, editable=False, help_text=_("Not before the review chain has cleared it.")
    )
    refreshed_at = models.DateTimeField(_("read whole at"), null=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    down_since = models.DateTimeField(_("fails since"), null=True, editable=False)
    next_try_at = models.DateTimeField(_("not asked before"), null=True, editable=False)
    fault = models.CharField(_("last fault"), max_length=12, choices=Fault, blank=True, editable=False)
    last_success_at = models.DateTimeField(_("last answer"), null=True, editable=False)
    last_try_at = models.DateTimeField(_("last try"), null=True, editable=False)
    last_milliseconds = models.PositiveIntegerField(_("milliseconds it took"), null=True, editable=False)

    class Meta:
        verbose_name = _("data source")
        verbose_name_plural = _("data sources")
        default_permissions = ()
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subsite", "name"],
                name="queries_source_name_once",
                violation_error_message=_("This subsite has a source of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(provider__in=ProviderKind.values), name="queries_source_provider"
            ),
            models.CheckConstraint(
                condition=Q(timeout_seconds__gte=1, timeout_seconds__lte=30), name="queries_source_timeout"
            ),
            models.CheckConstraint(condition=Q(retries__lte=3), name="queries_source_retries"),
            models.CheckConstraint(
                condition=Q(failures=0, down_since__isnull=True)
                | Q(failures__gt=0, down_since__isnull=False),
                name="queries_source_down_since",
            ),
        ]
        indexes = [models.Index(fields=["subsite", "last_try_at"], name="queries_source_tried")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_down(self) -> bool:
        """Whether its last try failed."""
        return self.failures > 0

    @property
    def is_due(self) -> bool:
        """Whether the table it feeds should be read anew."""
        if self.table_id is None or not self.refresh_minutes:
            return False
        return self.refreshed_at is None or timezone.now() - self.refreshed_at >= timedelta(
            minutes=self.refresh_minutes
        )

    @property
    def fault_words(self) -> str:
        """The last fault in words."""
        return str(Fault(self.fault).label) if self.fault else ""


class CachedAnswer(models.Model):
    """The last good answer of a source to a question that is not personal."""

    source = models.ForeignKey(
        DataSource, verbose_name=_("data source"), on_delete=models.CASCADE, related_name="answers"
    )
    question = models.CharField(_("digest of the question"), max_length=64)
    records: Any = models.JSONField(_("records"), default=list)
    answered_at = models.DateTimeField(_("answered at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["source", "question"], name="queries_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.question[:12]}"


class AttemptCount(SubsiteOwned):
    """How often something was tried within one hour; of whom or what, only a digest of that hour tells."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    count = models.PositiveIntegerField(_("count"), default=0)
    began_at = models.DateTimeField(_("since"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("count of attempts")
        verbose_name_plural = _("counts of attempts")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:12]
