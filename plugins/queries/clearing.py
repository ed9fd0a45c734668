"""What a table and a source say to the public, for the review chain."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.plugin_api import PublicRows, render_preview, render_public
from plugins.queries import KIND, SOURCE_KIND
from plugins.queries.loading import digest_of_rows, kept_digest
from plugins.queries.models import DataSource, LookupTable, TableColumn, TableRow, TableVersion, VersionState
from plugins.queries.models.columns import COLUMN_TYPE_LABELS
from plugins.queries.presenting import cells_of, headings_of
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType

SHOWN = ("name", "slug", "description", "source_note", "download_allowed", "is_sample")
"""What citizens see of a table beside its rows."""
PREVIEW_ROWS = 20

TABLE_GUARD = PublicRows(
    model=LookupTable,
    public="{row}.current_version_id IS NOT NULL",
    columns=("current_version_id",),
    watched=("current_version_id", "name", "slug", "description", "source_note"),
    says={
        "name": "{row}.name",
        "slug": "{row}.slug",
        "description": "{row}.description",
        "source_note": "{row}.source_note",
        "rows": "(SELECT v.digest FROM plugin_queries_tableversion v WHERE v.id = {row}.current_version_id)",
    },
)
SOURCE_GUARD = PublicRows(
    model=DataSource,
    public="{row}.is_cleared",
    columns=("is_cleared",),
    watched=("table_id", "provider"),
    says={"table": "COALESCE(CAST({row}.table_id AS varchar), '')", "provider": "{row}.provider"},
)
LABELS = {
    "columns": gettext_lazy("Columns"),
    "row_count": gettext_lazy("Number of rows"),
    "file": gettext_lazy("File"),
}


def waiting_of(table: LookupTable) -> TableVersion | None:
    """The version that waits to become public; None without one."""
    return TableVersion.objects.filter(table=table, state=VersionState.WAITING).first()


def content(table: LookupTable) -> dict[str, Any]:
    """What a table is to say to the public: the version that waits, or the current one, and what is held back."""
    version = table.next_version or waiting_of(table) or table.current_version
    return _content(table.draft(), version, kept_digest(version) if version else "")


def public_content(table: LookupTable) -> dict[str, Any] | None:
    """What it says now, its rows read one by one; None while it has no current version."""
    version = table.current_version
    if version is None:
        return None
    columns = [ColumnSpec.of(column).to_json() for column in table.columns.all()]
    return {**_content(table, version, digest_of_rows(version)), "columns": columns}


def _content(table: LookupTable, version: TableVersion | None, digest: str) -> dict[str, Any]:
    columns = version.columns if version else []
    return {
        **{name: getattr(table, name) for name in SHOWN},
        "columns": [{name: value for name, value in each.items() if name != "slot"} for each in columns],
        "file": version.file_name if version else "",
        "row_count": version.row_count if version else 0,
        "rows": digest,
    }


def in_words(said: Mapping[str, Any]) -> dict[str, str]:
    """The content as a reviewer reads it, a column a line; the rows are shown as a difference of their own."""
    words = {name: str(said.get(name) or "") for name in ("name", "slug", "description", "source_note")}
    for name in ("download_allowed", "is_sample"):
        words[name] = _("Yes") if said.get(name) else ""
    words["columns"] = "\n".join(_column(each) for each in said.get("columns", []))
    words["file"] = str(said.get("file") or "")
    words["row_count"] = str(said.get("row_count") or "")
    return words


def _column(each: Mapping[str, Any]) -> str:
    kind = COLUMN_TYPE_LABELS.get(ColumnType(each["type"]), each["type"])
    marks = [
        str(TableColumn._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # plain fields
        for name in ("searched", "shown", "masked", "found_exactly", "sortable", "filtered")
        if each.get(name)
    ]
    marks += [
        f"{TableColumn._meta.get_field(name).verbose_name}: {each[name]}"  # type: ignore[union-attr]  # plain fields
        for name in ("keep_first", "keep_last", "default_sort", "series_role")
        if each.get(name)
    ]
    return f"{each['name']} [{kind}] {', '.join(marks)}"


def preview(table: LookupTable, request: HttpRequest) -> HttpResponse:
    """The first rows as citizens will see them."""
    version = waiting_of(table) or table.current_version
    draft = table.draft()
    specs = [ColumnSpec.from_json(each) for each in version.columns] if version else []
    columns = [
        TableColumn(name=spec.name, key=spec.key, type=spec.type.value, shown=spec.shown) for spec in specs
    ]
    visible = [column for column in columns if column.shown]
    rows = TableRow.objects.filter(version=version).order_by("number")[:PREVIEW_ROWS] if version else []
    context = {
        "table": draft,
        "total": version.row_count if version else 0,
        "headings": headings_of(visible),
        "rows": [cells_of(row, visible) for row in rows],
    }
    return render_preview(
        request,
        lambda asked: render_public(asked, "queries/preview.html", context, title=draft.name),
        slug="queries",
        subsite=table.subsite,
    )


# Sources


def source_content(source: DataSource) -> dict[str, Any]:
    """What is to be read from where, into which table. Secrets are none of it, and neither are rows."""
    return _source(source.draft())


def public_source_content(source: DataSource) -> dict[str, Any] | None:
    """What is read now; None before it was cleared."""
    return _source(source) if source.is_cleared else None


def _source(source: DataSource) -> dict[str, Any]:
    settings = dict(source.settings)
    text = json.dumps(settings, sort_keys=True, ensure_ascii=False)
    return {
        "name": source.name,
        "provider": source.provider,
        "settings": settings,
        "table": str(source.table_id or ""),
        "fingerprint": hashlib.sha256(text.encode()).hexdigest(),
    }


def source_in_words(said: Mapping[str, Any]) -> dict[str, str]:
    """A setting a line."""
    provider = dict(DataSource._meta.get_field("provider").flatchoices)
    table = LookupTable.objects.filter(pk=said["table"]).first() if said.get("table") else None
    settings = said.get("settings", {})
    return {
        "name": str(said.get("name", "")),
        "provider": str(provider.get(said.get("provider"), "")),
        "settings": "\n".join(
            f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in sorted(settings.items())
        ),
        "table": str(table or said.get("table", "")),
    }


__all__ = [
    "KIND",
    "LABELS",
    "SHOWN",
    "SOURCE_GUARD",
    "SOURCE_KIND",
    "TABLE_GUARD",
    "content",
    "in_words",
    "preview",
    "public_content",
    "public_source_content",
    "source_content",
    "source_in_words",
    "waiting_of",
]
