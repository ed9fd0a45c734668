"""Each fault of the columns, the settings and the people: its line and its text."""

from dataclasses import replace

import pytest

from core.provisioning.checking import Tables, check
from core.provisioning.checking_columns import check_columns
from core.provisioning.checking_people import check_people, check_settings
from core.provisioning.faults import Fault, in_order
from core.provisioning.formats import COLUMNS, ORGANISATIONS, PEOPLE, SETTINGS, Format
from core.provisioning.reading import Table, read_table
from core.provisioning.rows import Vocabulary

CODES = {"511703", "511703116"}


def table(file: str, form: Format, *lines: str) -> Table:
    found, faults = read_table(file, "\n".join(lines).encode(), form)
    assert faults == []
    return found


def told(faults: list[Fault]) -> list[str]:
    return [f"{fault.line}: {fault.text()}" for fault in faults]


def columns(*rows: str) -> Table:
    return table("columns.csv", COLUMNS, ",".join(COLUMNS.columns), *rows)


def people(*rows: str) -> Table:
    return table("people.csv", PEOPLE, ",".join(PEOPLE.columns), *rows)


def test_columns_come_after_their_parents(words: Vocabulary) -> None:
    rows, faults = check_columns(
        columns("local,本地,Local,news,news,,,no", "news,新闻,News,,news,动态,新闻,yes"), words
    )
    assert faults == []
    assert [(row.slug, row.parent, row.menu, row.line) for row in rows] == [
        ("news", "", True, 3),
        ("local", "news", False, 2),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("news,要闻,News,,news,,,no", "The slug “news” already stands in line 2. Each may stand only once."),
        ("a,,News,,news,,,no", "title is empty. Fill it in."),
        ("a,要闻,News,,gossip,,,no", "kind is “gossip”. Use one of: news, notice, offices."),
        ("a,要闻,News,,news,,,maybe", "menu is “maybe”. Use one of: yes, no."),
        ("a,要闻,News,b,news,,,no", "The parent “b” is not in this file. Add its row or correct the code."),
        ("a,要闻,News,a,news,,,no", "“a” is its own parent. Name another one."),
        (
            "2026,要闻,News,,news,,,no",
            "The slug “2026” looks like a year, which is an address of its own. Choose another.",
        ),
    ],
)
def test_each_fault_of_a_column(words: Vocabulary, row: str, expected: str) -> None:
    found, faults = check_columns(columns("news,新闻,News,,news,,,yes", row), words)
    assert told(faults) == [f"3: {expected}"]
    assert found == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (",李一,b@county.example,511703,manager", "username is empty. Fill it in."),
        ("li,,b@county.example,511703,manager", "name is empty. Fill it in."),
        ("li,李一,,511703,manager", "email is empty. Fill it in."),
        ("li,李一,b@county.example,,manager", "organisation is empty. Fill it in."),
        ("li,李一,b@county.example,511703,", "role is empty. Fill it in."),
        (
            "李,李一,b@county.example,511703,manager",
            "The username “李” may hold only letters, digits and the characters @ . + - _.",
        ),
        ("li,李一,b@,511703,manager", "“b@” is not an e-mail address."),
        ("li,李一,b@county.example,D99,manager", "The organisation “D99” is not in organisations.csv."),
        ("li,李一,b@county.example,511703,boss", "role is “boss”. Use one of: contributor, manager."),
        (
            "li,李一,a@county.example,511703,manager",
            "The email “a@county.example” already stands in line 2. Each may stand only once.",
        ),
        (
            "wang,王一,a@county.example,511703,manager",
            "The role “manager” already stands in line 2. Each may stand only once.",
        ),
        (
            "wang,王二,a@county.example,511703116,manager",
            "The username “wang” has another name in line 2. Make both the same.",
        ),
        (
            "wang,王一,b@county.example,511703116,manager",
            "The username “wang” has another email in line 2. Make both the same.",
        ),
        (
            "Wang,王一,a@county.example,511703116,manager",
            "The username “Wang” has another username in line 2. Make both the same.",
        ),
    ],
)
def test_each_fault_of_a_person(words: Vocabulary, row: str, expected: str) -> None:
    _rows, faults = check_people(people("wang,王一,a@county.example,511703,manager", row), words, CODES)
    assert told(faults) == [f"3: {expected}"]


def test_a_person_in_two_offices_has_two_rows(words: Vocabulary) -> None:
    rows, faults = check_people(
        people(
            "wang,王一,a@county.example,511703,manager",
            "wang,王一,a@county.example,511703116,manager",
            "wang,王一,a@county.example,511703116,contributor",
        ),
        words,
        CODES,
    )
    assert faults == []
    assert [(row.organisation, row.role) for row in rows] == [
        ("511703", "manager"),
        ("511703116", "manager"),
        ("511703116", "contributor"),
    ]


def test_a_power_is_held_on_the_county_by_somebody_who_holds_nothing_else(words: Vocabulary) -> None:
    words = replace(
        words, roles=("contributor", "audits", "operates"), powers=frozenset({"audits", "operates"})
    )
    rows = people(
        "wang,王一,a@county.example,511703,audits",
        "wang,王一,a@county.example,511703,operates",
        "li,李一,b@county.example,511703116,audits",
        "qian,钱一,c@county.example,511703116,contributor",
    )
    _rows, faults = check_people(rows, words, CODES, "511703")
    assert told(faults) == [
        "4: The role audits is given on the county itself only. Correct the organisation.",
        "3: “wang” holds audits in line 2, and so cannot be operates too. Give it to somebody else.",
    ]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (
            "site_id_code",
            "51170300",
            "The site identification code “51170300” must be 10 digits or letters.",
        ),
        ("contact_email", "office", "“office” is not an e-mail address."),
        (
            "report_error_url",
            "javascript:x",
            "“javascript:x” is not a web address. It begins with https:// or http://.",
        ),
        ("tagline", "长" * 121, "tagline has 121 characters; at most 120 are kept. Shorten it."),
    ],
)
def test_each_fault_of_the_settings(column: str, value: str, expected: str) -> None:
    found = table("settings.csv", SETTINGS, f"organisation,{column}", f"511703,{value}")
    assert told(check_settings(found, CODES)[1]) == [f"2: {expected}"]


def test_settings_hold_what_the_file_has_columns_for() -> None:
    found = table(
        "settings.csv", SETTINGS, "organisation,tagline,sponsor", "511703,,县政府办公室", "D01,,", "511703,,"
    )
    rows, faults = check_settings(found, CODES)
    assert rows[0].values == {"sponsor": "县政府办公室", "tagline": ""}
    assert told(faults) == [
        "3: The organisation “D01” is not in organisations.csv.",
        "4: The organisation “511703” already stands in line 2. Each may stand only once.",
    ]


def test_all_faults_of_all_files_come_at_once(words: Vocabulary) -> None:
    county = "511703,达县人民政府,,county,county,,localhost,county,,"
    township = "511703116,石桥镇,,county,township,511703,,township,,"
    tables = Tables(
        organisations=table(
            "organisations.csv", ORGANISATIONS, ",".join(ORGANISATIONS.required), county, township
        ),
        blueprints={"county": columns("news,新闻,News,,news,,,yes")},
        settings=table("settings.csv", SETTINGS, "organisation,tagline", "D01,x"),
        people=people("wang,王一,a@county.example,D02,manager"),
    )
    faults = check(tables, words)[1]
    assert [str(fault) for fault in in_order(faults, ["organisations.csv", "columns.csv", "people.csv"])] == [
        "organisations.csv:3: The slug “county” already stands in line 2. Each may stand only once.",
        "columns.csv:1: The county needs a column with the slug townships and the kind offices. Add a row.",
        "people.csv:2: The organisation “D02” is not in organisations.csv.",
        "settings.csv:2: The organisation “D01” is not in organisations.csv.",
    ]
