"""A source of the demonstration that is read on a rhythm: a file that another system would write every night."""

import shutil
from pathlib import Path

from django.conf import settings

from core.access.actors import SYSTEM
from core.tenancy.models import Subsite
from plugins.queries.models import DataSource, LookupTable
from plugins.queries.sources.services import create_source, feed_table, refresh_table
from sites.county.demonstration.lookups import TABLES

NAME = "公交公司每日时刻文件（示例）"
TABLE, FILE = "bus-times", "buses.csv"
PATH = "bus/times.csv"
"""Below the office's folder of the setting `DATA_FOLDER`. Put another file there, and within the hour citizens see it;
take it away, and they read since when it is gone."""
MINUTES = 60


def feed_from_folder(portal: Subsite) -> int:
    """Put the file where the source reads it, and have it feed its table; how many sources were made.

    None where the installation reads no folder, or where the source is there.
    """
    table = LookupTable.objects.filter(subsite=portal, slug=TABLE).first()
    there = DataSource.objects.filter(subsite=portal, name=NAME).exists()
    if settings.DATA_FOLDER is None or table is None or there:
        return 0
    path = Path(settings.DATA_FOLDER) / portal.organisation.slug / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TABLES / FILE, path)
    source = create_source(
        subsite=portal,
        by=SYSTEM,
        provider="folder",
        name=NAME,
        settings={"path": PATH},
        refresh_minutes=MINUTES,
    )
    feed_table(source=source, table=table, by=SYSTEM)
    source.refresh_from_db()
    refresh_table(source=source, by=SYSTEM)
    return 1
