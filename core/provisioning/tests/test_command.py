"""The command: what it prints, and the templates that it writes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.provisioning.services import read_county
from core.tenancy.models import Subsite


def run(*arguments: str, **options: object) -> str:
    """What the command prints."""
    output = StringIO()
    call_command("build_county", *arguments, stdout=output, **options)
    return output.getvalue()


@pytest.mark.django_db
def test_a_dry_run_tells_the_steps(folder) -> None:
    lines = run(str(folder.path), "--dry-run").splitlines()
    assert lines[:3] == [
        "create: office 511723 开江县人民政府",
        "create: settings 511723 开江县人民政府",
        "create: column 511723/news 信息资讯",
    ]
    assert lines[-2:] == ["create: 21", "Nothing was written: this was a dry run."]
    assert not Subsite.objects.exists()


@pytest.mark.django_db
def test_a_build_tells_what_it_did(folder) -> None:
    assert run(str(folder.path)).splitlines()[-1] == "create: 21"
    assert run(str(folder.path)) == "nothing: 21\n"
    folder.replace("organisations.csv", "Xinning Town", "Xinning")
    assert run(str(folder.path)).splitlines() == [
        "change: office 511723100 新宁镇",
        "    name_en: “Xinning Town” → “Xinning”",
        "change: 1, nothing: 20",
    ]


@pytest.mark.django_db
def test_a_long_list_of_steps_is_cut(folder) -> None:
    for number in range(20):
        folder.append("organisations.csv", f"T{number},普安镇,,town-{number},township,511723,,township,,")
    lines = run(str(folder.path), "--dry-run").splitlines()
    assert lines[40] == "… and 41 more steps (--all tells them)"
    assert len(run(str(folder.path), "--dry-run", "--all").splitlines()) == 81 + 2


@pytest.mark.django_db
def test_quiet_means_quiet(folder) -> None:
    assert run(str(folder.path), verbosity=0) == ""


def test_the_example_is_a_county(tmp_path) -> None:
    target = tmp_path / "example"
    assert run(str(target), "--example").splitlines() == [
        str(target / name) for name in ("organisations.csv", "settings.csv", "people.csv")
    ]
    for path in target.iterdir():
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"#" not in content
    county = read_county(target)
    assert [row.kind for row in county.organisations] == [
        "county",
        "township",
        "township",
        "department",
        "intranet",
    ]
    assert county.organisations[2].pinyin == "bu zi zhen"


def test_the_example_never_overwrites(tmp_path) -> None:
    run(str(tmp_path), "--example")
    with pytest.raises(CommandError) as caught:
        run(str(tmp_path), "--example")
    assert str(caught.value) == f"{tmp_path / 'organisations.csv'} is there already. Name a new folder."


@pytest.mark.django_db
def test_the_example_is_built(tmp_path) -> None:
    run(str(tmp_path), "--example")
    run(str(tmp_path))
    assert Subsite.objects.count() == 5
