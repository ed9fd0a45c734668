"""A look-up table of an office."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.plugin_api import HeldChanges, SubsiteOwned
from plugins.queries.querysets import LookupTableQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class LookupTable(HeldChanges, SubsiteOwned):
    """A table that an office publishes. What citizens see is the current version's rows; a version that waits is a
    draft, as is what is held back of the other fields.

    Written only by the services of this plugin.
    """

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=60)
    description = models.TextField(_("description"), blank=True, max_length=1000)
    source_note = models.CharField(
        pgettext_lazy("data", "supplied by"),
        max_length=120,
        blank=True,
        help_text=_("The office that answers for the data."),
    )
    download_allowed = models.BooleanField(_("may be downloaded"), default=True)
    is_sample = models.BooleanField(
        _("sample data"), default=False, help_text=_("Marks every page of this table as sample data.")
    )
    update_days = models.PositiveSmallIntegerField(
        _("to be updated every … days"),
        null=True,
        blank=True,
        help_text=_("Reminds the office when the table is older. Empty: no reminder."),
    )
    current_version = models.OneToOneField(
        "plugin_queries.TableVersion",
        verbose_name=_("current version"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), null=True, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("updated by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = LookupTableQuerySet.as_manager()

    next_version: Any = None
    """In memory only: the version that is about to become the current one."""

    class Meta:
        verbose_name = _("look-up table")
        verbose_name_plural = _("look-up tables")
        default_permissions = ()
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subsite", "slug"],
                name="queries_table_slug_once",
                violation_error_message=_("This subsite has a table with this slug already."),
            ),
            models.UniqueConstraint(
                fields=["subsite", "name"],
                name="queries_table_name_once",
                violation_error_message=_("This subsite has a table of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def row_count(self) -> int:
        """Rows of the current version."""
        return self.current_version.row_count if self.current_version else 0

    @property
    def is_overdue(self) -> bool:
        """Whether the table is older than it may be."""
        if not self.update_days or not self.updated_at:
            return False
        return timezone.now() - self.updated_at > timedelta(days=self.update_days)

    @property
    def state_of_update(self) -> str:
        """A word for the list of tables: overdue, or nothing to say."""
        return gettext("Overdue") if self.is_overdue else ""

    def responsible(self, office: "StrOrPromise") -> str:
        """Who answers for the data: the office named for it, or else the subsite's."""
        return self.source_note or str(office)
