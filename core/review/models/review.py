"""One item on its way through the chain."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.review.steps import Step
from core.tenancy.models import Subsite


class Action(models.TextChoices):
    """What the chain is asked for."""

    PUBLISH = "publish", _("Publish")
    CORRECT = "correct", _("Correct")
    WITHDRAW = "withdraw", _("Take back")


class State(models.TextChoices):
    """How far a review is."""

    OPEN = "open", _("Under review")
    RETURNED = "returned", _("Returned")
    ENDED = "ended", _("Ended by who supplied it")
    CLEARED = "cleared", _("Cleared")
    DONE = "done", _("Carried out")


RUNNING = (State.OPEN, State.CLEARED)


class Review(models.Model):
    """An item under review: exactly this content, by its hash. Changed by `core.review.services` only.

    `kind` and `object_id` name the item; a page has `page` and the revision that was submitted too.
    """

    kind = models.CharField(_("kind of content"), max_length=100)
    object_id = models.CharField(_("object"), max_length=64)
    subsite = models.ForeignKey(
        Subsite, verbose_name=_("subsite"), on_delete=models.CASCADE, related_name="reviews"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    action = models.CharField(_("asked for"), max_length=8, choices=Action)
    note = models.CharField(_("note"), max_length=500, blank=True)
    content: Any = models.JSONField(_("content"))
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    chain: Any = models.JSONField(_("steps and their hours"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    waiting_for = models.CharField(_("waiting for"), max_length=16, choices=Step, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    urgent_reason = models.CharField(_("why it is urgent"), max_length=300, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("supplied by"), on_delete=models.PROTECT, related_name="+"
    )
    looked_after_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked after by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who is told how it ends: at first the supplier, a successor later; nobody: the office."),
    )
    submitted_at = models.DateTimeField(_("submitted"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        default_permissions = ()
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subsite", "state", "waiting_for", "due_at"], name="review_desk"),
            models.Index(fields=["kind", "object_id", "-id"], name="review_by_item"),
            models.Index(fields=["state", "due_at"], name="review_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                condition=models.Q(state__in=RUNNING),
                name="review_one_running",
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="review_state_known"),
            models.CheckConstraint(condition=models.Q(action__in=Action.values), name="review_action_known"),
            models.CheckConstraint(
                condition=models.Q(state=State.OPEN, due_at__isnull=False) & ~models.Q(waiting_for="")
                | ~models.Q(state=State.OPEN) & models.Q(waiting_for=""),
                name="review_open_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(urgent=False) | ~models.Q(urgent_reason=""),
                name="review_urgent_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_running(self) -> bool:
        """Whether it is not over."""
        return self.state in RUNNING

    @property
    def waiting_in_words(self) -> str:
        """What it waits for, as people read it; "" when it waits for no step."""
        from core.review.steps import WAITING

        return str(WAITING[Step(self.waiting_for)]) if self.waiting_for else ""
