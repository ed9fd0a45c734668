"""A column of a look-up table, and what may be done with it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plugins.queries.tables.masking import mask
from plugins.queries.tables.roles import KEYED_ROLES
from plugins.queries.tables.types import ColumnType

SLOTS = 8
"""So many columns of a table can be sorted, filtered, found exactly or plotted: the key columns of a row."""

COLUMN_TYPE_LABELS = {
    ColumnType.TEXT: _("Text"),
    ColumnType.INTEGER: _("Whole number"),
    ColumnType.DECIMAL: _("Number"),
    ColumnType.MONEY: _("Money"),
    ColumnType.PERCENTAGE: _("Percentage"),
    ColumnType.DATE: _("Date"),
    ColumnType.DATETIME: _("Date and time"),
    ColumnType.BOOLEAN: _("Yes or no"),
    ColumnType.CODE: _("Code"),
    ColumnType.PHONE: _("Telephone number"),
    ColumnType.ID_NUMBER: _("Identity number"),
}


class SeriesRole(models.TextChoices):
    """What a column is in a time series."""

    NONE = "", _("None")
    DATE = "date", _("Date of the value")
    LABEL = "label", _("What is measured")
    VALUE = "value", _("Value")
    UNIT = "unit", _("Unit")


class ColumnRole(models.TextChoices):
    """What a column is in the kind of query that shows it; a role is given once in a table."""

    NONE = "", _("None")
    DATE = "date", _("Time series: date of the value")
    LABEL = "label", _("Time series: what is measured")
    VALUE = "value", _("Time series: value")
    UNIT = "unit", _("Time series: unit")
    LINE = "line", _("Timetable: line")
    DIRECTION = "direction", _("Timetable: direction")
    STOP = "stop", _("Timetable: stop")
    TIMES = "times", _("Timetable: departures")
    DAYS = "days", _("Timetable: days it runs")
    NAME = "name", _("Directory: name")
    GROUP = "group", _("Directory: group")
    ADDRESS = "address", _("Directory: address")
    PHONE = "phone", _("Directory: telephone")
    HOURS = "hours", _("Directory: opening hours")


class DefaultSort(models.TextChoices):
    """How rows are sorted when nobody asks."""

    NONE = "", _("No")
    ASCENDING = "ascending", _("Ascending")
    DESCENDING = "descending", _("Descending")


class TableColumn(models.Model):
    """One column. A masked column is stored masked: after the upload its clear values are nowhere."""

    table = models.ForeignKey(
        "plugin_queries.LookupTable",
        verbose_name=_("table"),
        on_delete=models.CASCADE,
        related_name="columns",
    )
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(_("key"), max_length=40)
    type = models.CharField(
        _("type"), max_length=16, choices=[(kind.value, COLUMN_TYPE_LABELS[kind]) for kind in ColumnType]
    )
    searched = models.BooleanField(_("searched"), default=False)
    shown = models.BooleanField(_("shown"), default=True)
    masked = models.BooleanField(_("masked"), default=False)
    keep_first = models.PositiveSmallIntegerField(_("characters kept at the start"), default=0)
    keep_last = models.PositiveSmallIntegerField(_("characters kept at the end"), default=0)
    found_exactly = models.BooleanField(
        _("found by the full value"),
        default=False,
        help_text=_("A masked value is found by who knows all of it."),
    )
    sortable = models.BooleanField(_("sortable"), default=False)
    filtered = models.BooleanField(_("offered as a filter"), default=False)
    default_sort = models.CharField(
        _("sorted by at first"), max_length=10, choices=DefaultSort, default=DefaultSort.NONE, blank=True
    )
    series_role = models.CharField(
        _("use"), max_length=10, choices=ColumnRole, default=ColumnRole.NONE, blank=True
    )
    slot = models.PositiveSmallIntegerField(_("key column"), null=True, editable=False)

    class Meta:
        verbose_name = _("column of a table")
        verbose_name_plural = _("columns of tables")
        default_permissions = ()
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "position"], name="queries_column_position_once"),
            models.UniqueConstraint(fields=["table", "name"], name="queries_column_name_once"),
            models.UniqueConstraint(fields=["table", "key"], name="queries_column_key_once"),
            models.UniqueConstraint(fields=["table", "slot"], name="queries_column_slot_once"),
            models.UniqueConstraint(
                fields=["table"], condition=~Q(default_sort=""), name="queries_column_one_default_sort"
            ),
            models.UniqueConstraint(
                fields=["table", "series_role"], condition=~Q(series_role=""), name="queries_column_role_once"
            ),
            models.CheckConstraint(
                condition=Q(type__in=[kind.value for kind in ColumnType]), name="queries_column_type"
            ),
            models.CheckConstraint(
                condition=Q(slot__isnull=True) | Q(slot__gte=1, slot__lte=SLOTS),
                name="queries_column_slot_known",
            ),
            models.CheckConstraint(
                condition=Q(masked=False)
                | Q(searched=False, sortable=False, filtered=False, default_sort="", series_role=""),
                name="queries_column_masked_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(shown=True) | Q(sortable=False, filtered=False, default_sort="", series_role=""),
                name="queries_column_hidden_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def needs_slot(self) -> bool:
        """Whether rows must carry a key for this column."""
        return bool(
            self.sortable
            or self.filtered
            or self.found_exactly
            or self.default_sort
            or self.series_role in KEYED_ROLES
        )

    @property
    def column_type(self) -> ColumnType:
        """The type as the readers know it."""
        return ColumnType(self.type)

    def stored(self, value: str) -> str:
        """What is stored of a canonical value. Applying it to what is stored already gives nothing back."""
        return mask(value, keep_first=self.keep_first, keep_last=self.keep_last) if self.masked else value
