"""A fault anywhere changes nothing anywhere; all faults are told at once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.access.actors import SYSTEM
from core.provisioning.services import FaultyCountyError, build_county

from .dumps import dump, writes

pytestmark = pytest.mark.django_db


def refused(folder) -> list[str]:
    """The faults of a folder that must change nothing."""
    before = dump()
    with writes() as statements, pytest.raises(FaultyCountyError) as caught:
        folder.build()
    assert [sql for sql in statements if "tenancyrevision" not in sql] == []
    after = dump()
    for found in (before, after):
        found.pop("core_tenancy_tenancyrevision")
    assert after == before
    return [str(fault) for fault in caught.value.faults]


def test_all_faults_of_all_files_at_once(folder) -> None:
    folder.append("organisations.csv", "511723100,普安镇,,puan,township,511723,PuAn.cn,township,,")
    folder.append("columns-county.csv", "news,要闻,,,gossip,,,yes")
    folder.append("settings.csv", "D01,,,")
    folder.append("people.csv", "wang,,wang@,511723,manager")
    assert refused(folder) == [
        "organisations.csv:6: The host name “PuAn.cn” has capital letters. Write puan.cn.",
        "organisations.csv:6: The code “511723100” already stands in line 3. Each may stand only once.",
        (
            "columns-county.csv:6: kind is “gossip”. Use one of: "
            "news, notice, policy, profile, service, participation, query, offices."
        ),
        "columns-county.csv:6: The slug “news” already stands in line 2. Each may stand only once.",
        "settings.csv:4: The organisation “D01” is not in organisations.csv.",
        "people.csv:5: name is empty. Fill it in.",
        "people.csv:5: “wang@” is not an e-mail address.",
    ]


def test_a_fault_changes_nothing_of_a_county_that_is_built(folder) -> None:
    folder.build()
    folder.replace("organisations.csv", "新宁镇", "宁镇")
    folder.append("people.csv", "wang,王,wang@county.example,511723,boss")
    assert len(refused(folder)) == 1


def test_what_the_files_and_what_the_database_tell_at_once(folder) -> None:
    folder.build()
    folder.replace(
        "organisations.csv",
        "xinning,township,511723,xinning.localhost,township",
        "xinning,department,511723,XinNing.localhost,township",
    )
    assert refused(folder) == [
        "organisations.csv:3: The host name “XinNing.localhost” has capital letters. Write xinning.localhost.",
        "organisations.csv:3: “511723100” is a township already and cannot become a department. Use a new code.",
    ]


def test_a_kind_that_there_is_not_is_told_once(folder) -> None:
    folder.build()
    folder.replace("organisations.csv", "xinning,township", "xinning,towship")
    assert [fault.split(": ")[0] for fault in refused(folder)] == ["organisations.csv:3"]


def test_files_that_are_not_there_or_not_ours(folder) -> None:
    (folder.path / "organisations.csv").unlink()
    folder.write("people.cvs.csv", "")
    assert refused(folder) == [
        "organisations.csv:1: The file is missing. Add it, or make a template with build_county --example.",
        (
            "people.cvs.csv:1: No file of this name is read. Rename it to one of: organisations.csv, "
            "columns-county.csv, columns-township.csv, columns-department.csv, columns-intranet.csv, settings.csv, "
            "people.csv."
        ),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "xinning,township,511723,xinning.localhost,township",
            "xinning,department,511723,xinning.localhost,township",
            "organisations.csv:3: “511723100” is a township already and cannot become a department. Use a new code.",
        ),
        (
            "511723100,新宁镇",
            "511723199,新宁镇",
            "organisations.csv:3: The slug “xinning” belongs to 新宁镇 already. Choose another.",
        ),
    ],
)
def test_what_only_the_database_can_tell(folder, old: str, new: str, expected: str) -> None:
    folder.build()
    folder.replace("organisations.csv", old, new)
    folder.write("people.csv", "username,name,email,organisation,role\n")
    (folder.path / "settings.csv").unlink()
    assert refused(folder)[0] == expected


def test_another_county(folder) -> None:
    folder.build()
    folder.write("people.csv", "username,name,email,organisation,role\n")
    (folder.path / "settings.csv").unlink()
    text = folder.read("organisations.csv").replace("511723,开江县人民政府", "511722,宣汉县人民政府")
    folder.write("organisations.csv", text.replace(",511723,", ",511722,").replace("kaijiang", "xuanhan"))
    assert refused(folder)[0] == (
        "organisations.csv:2: The database holds the county 开江县人民政府 already. "
        "One installation serves one county."
    )


def test_demonstration_accounts_need_the_demonstration(folder, settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(FaultyCountyError) as caught:
        build_county(folder=folder.path, by=SYSTEM, passwords=lambda username: f"{username}-password")
    assert [str(fault) for fault in caught.value.faults] == [
        "people.csv:1: Demonstration accounts cannot exist here. Remove the file people.csv."
    ]


def test_demonstration_accounts_sign_in(folder, client) -> None:
    build_county(folder=folder.path, by=SYSTEM, passwords=lambda username: f"{username}-password")
    assert client.login(username="editor", password="editor-password")


def test_the_command_tells_the_faults_and_fails(folder) -> None:
    folder.append("organisations.csv", "511723100,普安镇,,puan,township,511723,,township,,")
    errors = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("build_county", str(folder.path), stderr=errors)
    assert caught.value.returncode == 1
    assert str(caught.value) == "1 fault; nothing was changed."
    assert errors.getvalue() == (
        "organisations.csv:6: The code “511723100” already stands in line 3. Each may stand only once.\n"
    )
