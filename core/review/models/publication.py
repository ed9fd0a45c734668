"""What went public, when, on whose word: the record behind the code that anyone can verify."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tenancy.models import Subsite

from .review import Review


class Origin(models.TextChoices):
    """On what ground an item is public."""

    REVIEWED = "reviewed", _("Cleared by the review chain")
    WITHOUT_REVIEW = "without_review", _("Published without review, by policy")
    IMPORTED = "imported", _("Imported")
    FOLLOWS = "follows", _("The same text as a page of this office that the review chain cleared")
    RENEWED = "renewed", _("Read by the system from a source that the review chain cleared")


class Publication(models.Model):
    """One text of one item that is or was public. `ended_at` is when it was replaced or taken back.

    `line` holds the steps as the public may read them; `published_at` is the system's time, except in an import.
    """

    code = models.CharField(pgettext_lazy("publication", "code"), max_length=12, unique=True)
    kind = models.CharField(_("kind of content"), max_length=100)
    object_id = models.CharField(_("object"), max_length=64)
    subsite = models.ForeignKey(
        Subsite, verbose_name=_("subsite"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    page_number = models.PositiveBigIntegerField(_("page"), null=True, blank=True)
    review = models.OneToOneField(
        Review, null=True, blank=True, on_delete=models.PROTECT, related_name="publication"
    )
    origin = models.CharField(_("ground"), max_length=16, choices=Origin)
    title = models.CharField(_("title"), max_length=255)
    content: Any = models.JSONField(_("content"))
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    line: Any = models.JSONField(_("line of responsibility"), default=list, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    correction = models.CharField(_("what was corrected"), max_length=500, blank=True)
    corrects = models.BooleanField(_("corrects an earlier text"), default=False, db_default=False)
    published_at = models.DateTimeField(_("published"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        default_permissions = ()
        ordering = ["-id"]
        indexes = [models.Index(fields=["page_number"], name="publication_by_page")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                condition=models.Q(ended_at__isnull=True),
                name="publication_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(origin__in=Origin.values), name="publication_origin_known"
            ),
            models.CheckConstraint(
                condition=models.Q(origin=Origin.REVIEWED, review__isnull=False)
                | ~models.Q(origin=Origin.REVIEWED) & models.Q(review__isnull=True),
                name="publication_reviewed_has_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
