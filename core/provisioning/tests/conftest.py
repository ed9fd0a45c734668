from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from core.access.actors import SYSTEM
from core.provisioning.rows import Vocabulary
from core.provisioning.services import Built, build_county

ORGANISATIONS = """\
code,name,name_en,slug,kind,parent,hostname,profile,address,phone
511723,开江县人民政府,Kaijiang County,kaijiang,county,,localhost,county,开江县政务中心,0818-5550000
511723100,新宁镇,Xinning Town,xinning,township,511723,xinning.localhost,township,,
511723-finance,财政局,Finance Bureau,finance,department,511723,,department,,
511723-net,开江县内网,Intranet,intranet,intranet,511723,intranet.localhost,intranet,,
"""
COLUMNS = """\
slug,title,title_en,parent,kind,description,keywords,menu
news,信息资讯,News,,news,县里的事,新闻,yes
local,本地要闻,Local News,news,news,,,no
townships,乡镇街道,Townships,,offices,十三个乡镇,,yes
departments,县级部门,Departments,,offices,,,yes
"""
OFFICE_COLUMNS = """\
slug,title,title_en,parent,kind,description,keywords,menu
about,基本概况,About,,profile,位置,概况,yes
news,工作动态,News,,news,,,yes
"""
SETTINGS = """\
organisation,site_id_code,sponsor,contact_email
511723,5117230001,县政府办公室,office@county.example
511723100,5117230002,新宁镇人民政府,
"""
PEOPLE = """\
username,name,email,organisation,role
centre,中心管理员,centre@county.example,511723,central_administrator
editor,信息员,editor@county.example,511723100,contributor
editor,信息员,editor@county.example,511723-finance,reviewer
"""


class Folder:
    """A county's files on disk, changed line by line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in {
            "organisations.csv": ORGANISATIONS,
            "columns-county.csv": COLUMNS,
            "columns-township.csv": OFFICE_COLUMNS,
            "columns-department.csv": OFFICE_COLUMNS,
            "columns-intranet.csv": OFFICE_COLUMNS,
            "settings.csv": SETTINGS,
            "people.csv": PEOPLE,
        }.items():
            self.write(name, text)

    def write(self, name: str, text: str, encoding: str = "utf-8") -> None:
        """Write a file."""
        (self.path / name).write_bytes(text.encode(encoding))

    def read(self, name: str) -> str:
        """A file's text."""
        return (self.path / name).read_text(encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a piece of text that must be there."""
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new))

    def append(self, name: str, line: str) -> None:
        """Add a row."""
        self.write(name, self.read(name) + line + "\n")

    def build(self) -> Built:
        """Build the county from the files."""
        return build_county(folder=self.path, by=SYSTEM)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Faults are compared as text: in the language of the msgids."""
    with translation.override("en"):
        yield


@pytest.fixture
def words() -> Vocabulary:
    return Vocabulary(
        kinds=("county", "township", "department", "intranet"),
        profiles=("county", "township", "department", "intranet"),
        column_kinds=("news", "notice", "offices"),
        roles=("contributor", "manager"),
        reserved_slugs=frozenset({"-", "admin", "en"}),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Kaijiang County: the county, a township, a department, the intranet; columns, settings and people."""
    path = tmp_path / "county"
    path.mkdir()
    return Folder(path)


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[str], Path]:
    """A new empty folder by name."""

    def make(name: str) -> Path:
        path = tmp_path / name
        path.mkdir()
        return path

    return make
