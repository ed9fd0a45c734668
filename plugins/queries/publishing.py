"""Publishing a table with its page in one call, for demonstrations and for imports."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.access.actors import Actor
from core.plugin_api import PluginPage, require
from plugins.queries.models import LookupPage, LookupTable
from plugins.queries.services import create_table
from plugins.queries.services_uploads import preview_upload
from plugins.queries.specs import suggest_specs
from plugins.queries.tables.types import ColumnType


def publish_query_page(*, page: PluginPage, parent_page: Page, subsite: Any, by: Actor) -> PluginPage:
    """Make a page of a calculator or of a source live below `parent_page`.

    Raises `PermissionDenied` without the right to publish, and `ValidationError` for what the page finds unsound.
    """
    require(by, "publish_content", subsite)
    page.locale, page.show_in_menus = parent_page.locale, False
    parent_page.add_child(instance=page)
    page.save_revision().publish()
    return page


@transaction.atomic
def publish_table(
    *,
    subsite: Any,
    by: Actor,
    name: str,
    path: Path,
    parent_page: Page,
    columns: Mapping[str, Mapping[str, Any]] | None = None,
    kind: str = "lookup",
    page_title: str = "",
    page_slug: str = "",
    introduction: str = "",
    page_size: int = 20,
    **details: Any,
) -> LookupPage:
    """Make a table from a CSV or XLSX file, and a live page that shows it below `parent_page`.

    `columns` changes what was guessed, by column name: `{"乡镇": {"filtered": True}, "日期": {"type": "date"}}`; the
    fields are those of `ColumnSpec`. `kind` is "lookup" or "series"; `details` are further fields of the table
    (`source_note`, `is_sample`, `update_days`, …). Raises what `create_table` raises, `PermissionDenied` without the
    right to publish, and `ValidationError` for a column that the file has not or a parent of another subsite.
    """
    require(by, "publish_content", subsite)
    content = path.read_bytes()
    decisions = {column: dict(fields) for column, fields in (columns or {}).items()}
    specs = []
    for spec in suggest_specs(preview_upload(content=content)):
        fields = decisions.pop(spec.name, {})
        if "type" in fields:
            fields["type"] = ColumnType(fields["type"])
        specs.append(replace(spec, **fields))
    if decisions:
        raise ValidationError(_("The file has no columns %(names)s.") % {"names": "、".join(decisions)})
    table: LookupTable = create_table(
        subsite=subsite, by=by, name=name, content=content, file_name=path.name, columns=specs, **details
    )
    page = LookupPage(
        title=page_title or name,
        slug=page_slug or table.slug,
        table=table,
        kind=kind,
        introduction=introduction,
        page_size=page_size,
        locale=parent_page.locale,
        show_in_menus=False,
    )
    parent_page.add_child(instance=page)
    page.save_revision().publish()
    return page
