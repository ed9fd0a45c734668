"""What tests of the review chain share."""

from core.testing.review_ways import passed
from plugins.queries.models import LookupTable
from plugins.queries.services import replace_rows
from plugins.queries.tests.factories import VILLAGES, make_table

CORRECTED = VILLAGES.replace("太平村,511703116202,1200", "太平村,511703116202,1250").replace(
    "百节镇,乌梅村,511703117201,\n", "百节镇,新建村,511703117202,60\n"
)


def reread(table):
    return LookupTable.objects.select_related("current_version", "subsite").get(pk=table.pk)


def published(office, people, **values):
    manager, approver = people
    table = make_table(office, by=manager, **values)
    passed(approver)
    return reread(table)


def replace(table, by, text=CORRECTED, **values):
    return replace_rows(table=reread(table), by=by, content=text.encode(), file_name="new.csv", **values)
