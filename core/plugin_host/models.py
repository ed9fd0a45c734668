"""Which plugin is on where, a plugin's settings, and what went wrong in plugins."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy.models import SubsiteOwned


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

    @property
    def said(self) -> str:
        """The message for people: what is about slowness in their language, an exception as it is."""
        kind, _colon, time = self.message.partition(": ")
        if kind == "Slow":
            return str(_("took longer than %(time)s") % {"time": time})
        if kind == "Rested":
            return str(_("left out for %(time)s, because it was slow again and again") % {"time": time})
        return self.message


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
