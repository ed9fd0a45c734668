"""Somebody who works for two offices reads in each list whose a thing is; somebody with one office does not."""

import csv
import re
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.images.tests.utils import get_test_image_file

from core.access.actors import SYSTEM
from core.access.services import assign_role
from core.accounts.models import User
from core.media.models import Picture
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


@pytest.fixture
def person(county: County, client: Client) -> User:
    """Manages Shiqiao and has locked, edited and published there and in Baijie."""
    found: User = UserFactory(role="manager", role__subsite=county.shiqiao)
    for slug in ("shiqiao", "baijie"):
        subsite = getattr(county, slug)
        column = county.home(slug).get_children().get(slug="news")
        make_article(
            column, f"锁 {slug}", locked=True, locked_by=found, locked_at=timezone.now(), owner=found
        )
        make_article(column, f"改 {slug}", owner=found).save_revision(user=found, log_action=True)
        Picture.objects.create(
            title=f"图 {slug}", file=get_test_image_file(), collection_id=subsite.collection_id
        )
    client.force_login(found)
    return found


SCREENS = [
    ("/admin/", "改"),
    ("/admin/", "锁"),
    ("/admin/reports/locked/", "锁"),
    ("/admin/reports/aging-pages/", "改"),
    ("/admin/images/", "图"),
    ("/admin/images/results/", "图"),
    ("/admin/images/chooser/results/", "图"),
]


@pytest.mark.parametrize(("address", "title"), SCREENS)
def test_two_offices_are_told_apart(
    county: County, client: Client, person: User, address: str, title: str
) -> None:
    assign_role(user=person, role="manager", subsite=county.baijie, by=SYSTEM)
    html = client.get(address).content.decode()
    assert f"{title} shiqiao · 石桥镇" in html
    assert f"{title} baijie · 百节镇" in html


@pytest.mark.parametrize(("address", "title"), SCREENS)
def test_one_office_is_not_said(client: Client, person: User, address: str, title: str) -> None:
    html = client.get(address).content.decode()
    assert f"{title} shiqiao" in html
    assert "· 石桥镇" not in html


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("/admin/reports/locked/", "标题"),
        ("/admin/reports/aging-pages/", "标题"),
        ("/admin/office-history/", "名称"),
    ],
)
def test_exports_have_a_column_for_the_office(
    county: County, client: Client, person: User, address: str, titles: str
) -> None:
    one = rows_of(client.get(address, {"export": "csv"}))
    assert "单位" not in one[0]
    assign_role(user=person, role="manager", subsite=county.baijie, by=SYSTEM)
    both = rows_of(client.get(address, {"export": "csv"}))
    found = {(row[titles].partition(" ")[2], row["单位"]) for row in both if " " in row[titles]}
    assert found == {("shiqiao", "石桥镇"), ("baijie", "百节镇")}
    answer = client.get(address, {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet[1]].count("单位") == 1
    assert {"石桥镇", "百节镇"} <= {cell.value for row in sheet.iter_rows(min_row=2) for cell in row}


def test_what_nobody_published_is_published_by_nobody(client: Client, person: User) -> None:
    html = client.get("/admin/reports/aging-pages/").content.decode()
    publishers = re.findall(r'<td valign="top">\s*<span[^>]*>.*?</span>\s*(\S+)\s*</td>', html, re.DOTALL)
    assert publishers == ["—", "—"]
