"""Templates of a county's files for a newcomer: few rows, every column, nothing to delete but the rows."""

import csv
import io
from pathlib import Path

from core.provisioning.formats import (
    ORGANISATIONS,
    ORGANISATIONS_FILE,
    PEOPLE,
    PEOPLE_FILE,
    SETTINGS,
    SETTINGS_FILE,
)

_ORGANISATIONS = [
    "100001,示例县人民政府,Example County,county,county,,localhost,county,示例县政务中心,0000-0000000,",
    "100001100,城关镇,Chengguan Town,chengguan,township,100001,chengguan.localhost,township,,,",
    "100001101,堡子镇,Buzi Town,buzi,township,100001,,township,,,bu zi zhen",
    "100001-finance,财政局,Finance Bureau,finance,department,100001,,department,,,",
    "100001-intranet,示例县政务内网,Intranet,intranet,intranet,100001,intranet.localhost,intranet,,,",
]
_SETTINGS = [
    "100001,1000010001,,,县政府办公室,0000-0000000,office@county.example,示例县政务中心,,便民 公开",
]
_PEOPLE = [
    "centre,示例管理员,centre@county.example,100001,central_administrator",
    "chengguan-editor,示例信息员,chengguan@county.example,100001100,contributor",
    "chengguan-editor,示例信息员,chengguan@county.example,100001101,contributor",
]
EXAMPLES = {
    ORGANISATIONS_FILE: (ORGANISATIONS, _ORGANISATIONS),
    SETTINGS_FILE: (SETTINGS, _SETTINGS),
    PEOPLE_FILE: (PEOPLE, _PEOPLE),
}


def write_example(folder: Path) -> list[Path]:
    """Write the templates. UTF-8 with a byte order mark: office software needs it to read Chinese.

    Raises FileExistsError, before anything is written, when one of the files is there already.
    """
    paths = [folder / name for name in EXAMPLES]
    for path in paths:
        if path.exists():
            raise FileExistsError(path)
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        form, rows = EXAMPLES[path.name]
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(form.columns)
        writer.writerows(csv.reader(rows))
        path.write_bytes(stream.getvalue().encode("utf-8-sig"))
    return paths
