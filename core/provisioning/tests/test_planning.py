"""The planner's rules that no database is needed for."""

import pytest

from core.provisioning.merging import Change, merge
from core.provisioning.planning import plan
from core.provisioning.present import Present, PresentOffice
from core.provisioning.relations import parents_first
from core.provisioning.rows import County, OrganisationRow


@pytest.mark.parametrize(
    ("provisioned", "present", "desired", "changed", "kept", "remembered"),
    [
        ("a", "a", "a", False, False, "a"),
        ("a", "a", "b", True, False, "b"),
        ("a", "x", "a", False, True, "a"),
        ("a", "x", "b", False, True, "a"),
        ("a", "b", "b", False, False, "b"),
        (None, "x", "a", True, False, "a"),
        (None, "a", "a", False, False, "a"),
    ],
)
def test_whose_word_holds(provisioned, present, desired, changed, kept, remembered) -> None:
    merged = merge(
        provisioned=None if provisioned is None else {"title": provisioned},
        present={"title": present},
        desired={"title": desired},
    )
    change = Change("title", present, desired)
    assert merged.changes == ((change,) if changed else ())
    assert merged.kept == ((change,) if kept else ())
    assert merged.provisioned == {"title": remembered}


def test_a_value_that_was_not_provisioned_before_follows_the_files() -> None:
    merged = merge(provisioned={}, present={"tagline": ""}, desired={"tagline": "便民"})
    assert merged.changes == (Change("tagline", "", "便民"),)


def office(code: str, kind: str, parent: str) -> OrganisationRow:
    return OrganisationRow(
        file="organisations.csv",
        line=2,
        code=code,
        name="石桥镇",
        name_en="",
        slug=code.lower(),
        kind=kind,
        parent=parent,
        hostname="",
        profile="township",
        address="",
        phone="",
    )


def test_the_county_comes_first_and_parents_before_children() -> None:
    county = County(
        (office("B", "department", "A"), office("A", "department", "C"), office("C", "county", "")),
        {"township": ()},
    )
    steps = plan(county, Present(), themes={"township": ""}, portal_host="county.example")
    assert [step.key for step in steps.steps] == ["C", "A", "B"]
    assert steps.steps[0].values["hostname"] == "county.example"
    assert steps.steps[1].values["hostname"] == ""


def test_an_organisation_without_a_subsite_gets_one() -> None:
    county = County((office("C", "county", ""),), {"township": ()})
    present = Present(offices={"C": PresentOffice(7, 0, 0, "county", {}, {})})
    steps = plan(county, present, themes={"township": ""}, portal_host="county.example")
    assert [step.action for step in steps.steps] == ["create"]


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        parents_first([office("A", "department", "B"), office("B", "department", "A")], lambda row: row.code)
