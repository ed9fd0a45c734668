"""Each fault of organisations.csv: its line and its text."""

import pytest

from core.provisioning.checking_organisations import check_organisations
from core.provisioning.formats import ORGANISATIONS
from core.provisioning.reading import read_table
from core.provisioning.rows import OrganisationRow, Vocabulary

HEADER = ",".join(ORGANISATIONS.columns)
COUNTY = "511703,达县人民政府,Da County,county,county,,localhost,county,,,"
TOWNSHIP = "511703116,石桥镇,Shiqiao,shiqiao,township,511703,shiqiao.localhost,township,,,"


def read(words: Vocabulary, *rows: str) -> tuple[tuple[OrganisationRow, ...], list[str]]:
    content = "\n".join((HEADER, *rows)).encode()
    table, unread = read_table("organisations.csv", content, ORGANISATIONS)
    assert unread == []
    found, faults = check_organisations(table, words)
    assert all(fault.file == "organisations.csv" for fault in faults)
    return found, [f"{fault.line}: {fault.text()}" for fault in faults]


def test_a_good_list(words: Vocabulary) -> None:
    rows, faults = read(words, COUNTY, TOWNSHIP)
    assert faults == []
    assert rows[1] == OrganisationRow(
        file="organisations.csv",
        line=3,
        code="511703116",
        name="石桥镇",
        name_en="Shiqiao",
        slug="shiqiao",
        kind="township",
        parent="511703",
        hostname="shiqiao.localhost",
        profile="township",
        address="",
        phone="",
        pinyin="",
    )


def township(**cells: str) -> str:
    values = dict(zip(ORGANISATIONS.columns, TOWNSHIP.split(","), strict=True)) | cells
    return ",".join(f'"{value}"' for value in values.values())


def not_valid(hostname: str) -> str:
    return (
        f"The host name “{hostname}” is not valid. Use letters, digits, hyphens and dots, as in a.example.cn."
    )


LONG_LABEL = "a" * 64 + ".cn"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"code": ""}, "code is empty. Fill it in."),
        ({"name": ""}, "name is empty. Fill it in."),
        ({"slug": ""}, "slug is empty. Fill it in."),
        ({"kind": ""}, "kind is empty. Fill it in."),
        ({"profile": ""}, "profile is empty. Fill it in."),
        ({"name": "石" * 121}, "name has 121 characters; at most 120 are kept. Shorten it."),
        ({"address": "a\nb"}, "address holds a line break. Write it on one line."),
        ({"code": "51 17"}, "The code “51 17” may hold only letters, digits, dots, hyphens and underscores."),
        (
            {"slug": "Shi_Qiao"},
            "The slug “Shi_Qiao” may hold only small letters, digits and single hyphens between them.",
        ),
        (
            {"slug": "a--b"},
            "The slug “a--b” may hold only small letters, digits and single hyphens between them.",
        ),
        ({"slug": "-"}, "The slug “-” is used by the system itself. Choose another."),
        ({"slug": "admin"}, "The slug “admin” is used by the system itself. Choose another."),
        (
            {"slug": "2026"},
            "The slug “2026” looks like a year, which is an address of its own. Choose another.",
        ),
        ({"kind": "village"}, "kind is “village”. Use one of: county, township, department, intranet."),
        ({"profile": "town"}, "profile is “town”. Use one of: county, township, department, intranet."),
        ({"parent": ""}, "The township “石桥镇” has no parent. Give the code of the county."),
        ({"parent": "5117"}, "The parent “5117” is not in this file. Add its row or correct the code."),
        ({"parent": "511703116"}, "“511703116” is its own parent. Name another one."),
        ({"slug": "county"}, "The slug “county” already stands in line 2. Each may stand only once."),
        (
            {"hostname": "localhost"},
            "The hostname “localhost” already stands in line 2. Each may stand only once.",
        ),
        (
            {"hostname": "shi_qiao.cn"},
            not_valid("shi_qiao.cn"),
        ),
        (
            {"hostname": "-a.cn"},
            not_valid("-a.cn"),
        ),
        (
            {"hostname": "a..cn"},
            not_valid("a..cn"),
        ),
        (
            {"hostname": LONG_LABEL},
            not_valid(LONG_LABEL),
        ),
        (
            {"hostname": "Shiqiao.CN"},
            "The host name “Shiqiao.CN” has capital letters. Write shiqiao.cn.",
        ),
        (
            {"hostname": "石桥.cn"},
            "The host name “石桥.cn” is not written in ASCII. Write xn--6yv295a.cn.",
        ),
        (
            {"hostname": "http://shiqiao.cn:8000/"},
            "The host name “http://shiqiao.cn:8000/” must stand alone. Write shiqiao.cn.",
        ),
        ({"hostname": "10.0.0.1"}, "“10.0.0.1” is a network address. Give a host name."),
        ({"hostname": "::1"}, "“::1” is a network address. Give a host name."),
        (
            {"pinyin": "shi qiao"},
            "The pinyin “shi qiao” does not fit the name: one syllable for each of its 3 characters.",
        ),
    ],
)
def test_each_fault_of_a_row(words: Vocabulary, cells: dict[str, str], expected: str) -> None:
    assert read(words, COUNTY, township(**cells))[1] == [f"3: {expected}"]


def test_a_code_stands_once(words: Vocabulary) -> None:
    assert read(words, COUNTY, TOWNSHIP, township(slug="other", hostname=""))[1] == [
        "4: The code “511703116” already stands in line 3. Each may stand only once."
    ]


def test_one_county_there_must_be(words: Vocabulary) -> None:
    assert read(words, TOWNSHIP.replace("511703,", ",").replace(",township,,", ",intranet,,"))[1] == [
        "1: No row is of the kind county. Add the county itself."
    ]
    other = (
        COUNTY.replace("511703", "511722").replace("county,county", "xuanhan,county").replace("localhost", "")
    )
    assert read(words, COUNTY, other)[1] == [
        "3: There is already a county in line 2. A folder describes one county."
    ]


def test_the_county_has_no_parent(words: Vocabulary) -> None:
    assert read(words, COUNTY.replace("county,,", "county,511703116,"), TOWNSHIP)[1] == [
        "2: The county has no parent. Leave the cell empty."
    ]


def test_an_intranet_needs_a_host_name(words: Vocabulary) -> None:
    assert read(words, COUNTY, township(kind="intranet", hostname=""))[1] == [
        "3: An intranet answers only under a host name of its own. Give one."
    ]


def test_circles_of_parents_are_told_once_each(words: Vocabulary) -> None:
    rows = [
        township(code=code, slug=code.lower(), hostname="", parent=parent)
        for code, parent in [("A", "C"), ("B", "A"), ("C", "B"), ("D", "A"), ("E", "F"), ("F", "E")]
    ]
    assert read(words, COUNTY, *rows)[1] == [
        "3: The parents run in a circle: A → C → B → A. One of them must have another parent.",
        "7: The parents run in a circle: E → F → E. One of them must have another parent.",
    ]


def test_rows_that_could_not_be_read_are_not_called_missing(words: Vocabulary) -> None:
    content = "\n".join((HEADER, COUNTY + ",", TOWNSHIP)).encode()
    table, unread = read_table("organisations.csv", content, ORGANISATIONS)
    assert [fault.code for fault in unread] == ["ragged"]
    assert check_organisations(table, words)[1] == []
