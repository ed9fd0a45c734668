"""Which plugin is on where, what the centre allows, a plugin's settings, and what went wrong in plugins."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy.models import Subsite, SubsiteOwned


class PluginSwitch(SubsiteOwned):
    """A subsite's own decision about a plugin. No row: the default of its profile.

    Changed by `core.plugin_host.services` only.
    """

    slug = models.CharField(_("plugin"), max_length=40)
    enabled = models.BooleanField(_("on"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("plugin switch")
        verbose_name_plural = _("plugin switches")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subsite", "slug"], name="plugin_switch_once"),
            models.CheckConstraint(condition=models.Q(slug__length__gt=0), name="plugin_switch_slug_given"),
        ]

    def __str__(self) -> str:
        return f"{self.subsite}: {self.slug} {'on' if self.enabled else 'off'}"


class PolicyRule(models.TextChoices):
    """What the centre says about a plugin."""

    FORCED = "forced", _("Always on")
    ALLOWED = "allowed", _("The office decides")
    FORBIDDEN = "forbidden", _("Not allowed")


class PluginPolicy(models.Model):
    """Central policy for a plugin: for all subsites of a profile, or for one subsite, which goes first."""

    slug = models.CharField(_("plugin"), max_length=40)
    profile = models.CharField(_("profile"), max_length=32, blank=True)
    subsite = models.ForeignKey(
        Subsite, verbose_name=_("subsite"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    rule = models.CharField(_("rule"), max_length=16, choices=PolicyRule)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("plugin policy")
        verbose_name_plural = _("plugin policies")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subsite__isnull=True, profile__length__gt=0)
                | models.Q(subsite__isnull=False, profile=""),
                name="plugin_policy_profile_or_subsite",
            ),
            models.UniqueConstraint(
                fields=["slug", "profile"],
                condition=models.Q(subsite__isnull=True),
                name="plugin_policy_once_per_profile",
            ),
            models.UniqueConstraint(
                fields=["slug", "subsite"],
                condition=models.Q(subsite__isnull=False),
                name="plugin_policy_once_per_subsite",
            ),
            models.CheckConstraint(
                condition=models.Q(rule__in=PolicyRule.values), name="plugin_policy_rule_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.rule} ({self.profile or self.subsite})"


class PluginSetting(SubsiteOwned):
    """A plugin's settings on one subsite: the cleaned values of its SettingsForm, as JSON by field name."""

    slug = models.CharField(_("plugin"), max_length=40)
    values = models.JSONField(_("values"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("plugin settings")
        verbose_name_plural = _("plugin settings")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["subsite", "slug"], name="plugin_setting_once")]

    def __str__(self) -> str:
        return f"{self.subsite}: {self.slug}"


class PluginFault(models.Model):
    """An exception that a plugin's contribution raised, counted per contribution and message."""

    slug = models.CharField(_("plugin"), max_length=40)
    contribution = models.CharField(_("contribution"), max_length=120)
    message = models.CharField(_("message"), max_length=500)
    count = models.PositiveIntegerField(_("times"), default=1)
    first_at = models.DateTimeField(_("first"), auto_now_add=True)
    last_at = models.DateTimeField(_("last"))

    class Meta:
        verbose_name = _("plugin fault")
        verbose_name_plural = _("plugin faults")
        default_permissions = ()
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "contribution", "message"], name="plugin_fault_once")
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.message}"


class TaskRun(SubsiteOwned):
    """When a plugin's recurring task last ran for a subsite, and how it went."""

    task = models.CharField(_("task"), max_length=120)
    started_at = models.DateTimeField(_("started"))
    succeeded = models.BooleanField(_("succeeded"), null=True)

    class Meta:
        verbose_name = _("task run")
        verbose_name_plural = _("task runs")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["subsite", "task"], name="plugin_task_run_once")]

    def __str__(self) -> str:
        return f"{self.subsite}: {self.task}"
