"""Central policy as it stands, what offices decided where policy lets them, and every change of policy."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy.models import Subsite, SubsiteOwned

from .rules import Held, Rule, RuleKey


class PolicyScope(models.Model):
    """Which item, and where: the whole county, one profile or one subsite; `role` narrows it."""

    item = models.CharField(_("item"), max_length=60)
    profile = models.CharField(_("profile"), max_length=32, blank=True)
    subsite = models.ForeignKey(
        Subsite, verbose_name=_("subsite"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    role = models.CharField(_("role"), max_length=32, blank=True)

    class Meta:
        abstract = True

    @property
    def key(self) -> RuleKey:
        """The same as a key."""
        return RuleKey(self.item, self.profile, self.subsite_id, self.role)


class PolicyRule(PolicyScope):
    """What the centre says about one item in one scope. Changed by `core.policy.services` only."""

    rule = models.CharField(_("rule"), max_length=16, choices=Rule)
    value: Any = models.JSONField(_("value"), null=True, blank=True)

    class Meta:
        verbose_name = _("policy rule")
        verbose_name_plural = _("policy rules")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subsite__isnull=True) | models.Q(profile=""),
                name="policy_rule_not_profile_and_subsite",
            ),
            models.UniqueConstraint(
                fields=["item", "profile", "role"],
                condition=models.Q(subsite__isnull=True),
                name="policy_rule_once_per_profile",
            ),
            models.UniqueConstraint(
                fields=["item", "subsite", "role"],
                condition=models.Q(subsite__isnull=False),
                name="policy_rule_once_per_subsite",
            ),
            models.CheckConstraint(condition=models.Q(rule__in=Rule.values), name="policy_rule_known"),
            models.CheckConstraint(condition=models.Q(item__length__gt=0), name="policy_rule_item_given"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.rule} ({self.profile or self.subsite or '*'} {self.role})".strip()

    @property
    def held(self) -> Held:
        """What it says."""
        return Held(Rule(self.rule), self.value)


class PolicyChoice(SubsiteOwned):
    """What an office decided about an item that policy leaves to it. No row: the item's default."""

    item = models.CharField(_("item"), max_length=60)
    on = models.BooleanField(_("on"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("office's decision")
        verbose_name_plural = _("offices' decisions")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["subsite", "item"], name="policy_choice_once")]

    def __str__(self) -> str:
        return f"{self.subsite}: {self.item} {'on' if self.on else 'off'}"


class PolicyChangeSet(models.Model):
    """Changes that were made together. Written once."""

    created_at = models.DateTimeField(_("time"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_label = models.CharField(_("person as written"), max_length=160)
    note = models.CharField(_("reason"), max_length=300, blank=True)
    reverts = models.OneToOneField(
        "self", verbose_name=_("reverts"), null=True, on_delete=models.PROTECT, related_name="reverted_by"
    )

    class Meta:
        verbose_name = _("change of policy")
        verbose_name_plural = _("changes of policy")
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.by_label}"


class PolicyChange(PolicyScope):
    """One rule before and after; null where there was, or is, none."""

    change_set = models.ForeignKey(PolicyChangeSet, on_delete=models.CASCADE, related_name="changes")
    # A subsite that is gone must not take the record of decisions with it.
    subsite = models.ForeignKey(
        Subsite, verbose_name=_("subsite"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    subsite_label = models.CharField(_("subsite as written"), max_length=120, blank=True)
    before: Any = models.JSONField(_("before"), null=True)
    after: Any = models.JSONField(_("after"), null=True)

    class Meta:
        verbose_name = _("changed rule")
        verbose_name_plural = _("changed rules")
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.item}: {self.before} → {self.after}"
