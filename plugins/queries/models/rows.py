"""The rows of a version."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plugins.queries.models.columns import SLOTS
from plugins.queries.search_index import PiecesField
from plugins.queries.tables.sort_keys import KEY_LENGTH


def _key() -> "models.CharField[str | None, str | None]":
    return models.CharField(max_length=KEY_LENGTH, null=True, editable=False)


class TableRow(models.Model):
    """One row. `values` maps column keys to canonical values, masked where the column is.

    `key_1` … `key_8` hold the sort keys of the columns that have a slot: one index each serves sorting,
    filtering and finding exactly, so that a page of a million rows is read from the index.
    """

    version = models.ForeignKey(
        "plugin_queries.TableVersion",
        verbose_name=_("version"),
        on_delete=models.CASCADE,
        related_name="rows",
    )
    number = models.PositiveIntegerField(_("number"))
    values: Any = models.JSONField(_("values"))
    search_text = models.TextField(_("searched text"), blank=True)
    pieces = PiecesField(_("pieces of the searched text"), blank=True)
    key_1 = _key()
    key_2 = _key()
    key_3 = _key()
    key_4 = _key()
    key_5 = _key()
    key_6 = _key()
    key_7 = _key()
    key_8 = _key()

    class Meta:
        verbose_name = _("row of a table")
        verbose_name_plural = _("rows of tables")
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="queries_row_number_once")]
        indexes = [
            models.Index(
                fields=["version", f"key_{slot}", "number"],
                name=f"queries_row_key_{slot}",
                condition=Q(**{f"key_{slot}__isnull": False}),
            )
            for slot in range(1, SLOTS + 1)
        ]

    def __str__(self) -> str:
        return str(self.number)
