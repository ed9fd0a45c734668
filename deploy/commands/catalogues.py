"""Reading translation catalogues: what the source asks for, what is translated, what is compiled."""

import gettext
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.commands.places import PYTHON, ROOT
from deploy.commands.words import Stop

LANGUAGE = "zh_Hans"
TOPS = ("core", "plugins", "sites")
UNREAD = shutil.ignore_patterns(
    "tests", "static", "migrations", "__pycache__", "_template", "node_modules", "*.csv"
)

type Entries = dict[object, str]
"""Translations by what gettext asks with: a text, a context and a text, or a text and a plural form."""


@dataclass(frozen=True)
class Catalogue:
    """The catalogue of the app in `folder`, which is relative to a checkout's root."""

    folder: Path

    @property
    def path(self) -> Path:
        """The .po file, relative to the root."""
        return self.folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    @property
    def template(self) -> Path:
        """The .pot file that collecting writes, relative to the root."""
        return self.folder / "locale" / "django.pot"


def catalogues(root: Path = ROOT) -> list[Catalogue]:
    """One for each app below `root`: each folder with an apps.py."""
    found = (path.parent for top in TOPS for path in (root / top).rglob("apps.py"))
    return [Catalogue(path.relative_to(root)) for path in sorted(found) if "_template" not in path.parts]


def need_gettext() -> None:
    """Raise Stop when the gettext programs are not there."""
    if shutil.which("xgettext") is None or shutil.which("msgfmt") is None:
        raise Stop("The gettext programs are not installed.", "On Debian: apt-get install gettext")


@contextmanager
def collected() -> Iterator[Path]:
    """A copy of the apps with the texts collected into each app's catalogue by Django; yields its root."""
    need_gettext()
    with tempfile.TemporaryDirectory(prefix="countywide-messages-") as temporary:
        copy = Path(temporary)
        for top in TOPS:
            if (ROOT / top).exists():
                shutil.copytree(ROOT / top, copy / top, ignore=UNREAD)
        for catalogue in catalogues(copy):
            (copy / catalogue.path).parent.mkdir(parents=True, exist_ok=True)
        # What lies in no app finds this one, and is nobody's.
        (copy / "locale").mkdir()
        command: list[str | Path] = [
            PYTHON, "-m", "django", "makemessages", "--locale", LANGUAGE, "--keep-pot", "--no-obsolete",
            "--no-location", "--verbosity", "0",
        ]  # fmt: skip
        variables = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        done = subprocess.run(command, cwd=copy, env=variables, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Stop(f"{done.stdout}{done.stderr}", "Settle what makemessages says above.")
        yield copy


def compiled(path: Path) -> Entries:
    """What a .mo file holds, but its header."""
    with path.open("rb") as file:
        entries: Entries = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    entries.pop("", None)
    return entries


def translated(path: Path) -> Entries:
    """What a .po file translates; uncertain and empty ones are left out. Raises Stop for a broken file."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "django.mo"
        _run("msgfmt", "--check-format", "--output-file", target, path)
        return compiled(target)


def asked(path: Path) -> Entries:
    """What a .pot file asks for, each text standing for its own translation."""
    with tempfile.TemporaryDirectory() as folder:
        template, target = Path(folder) / "django.pot", Path(folder) / "django.po"
        text = path.read_text(encoding="utf-8")
        template.write_text(
            text.replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=(n != 1)")
        )
        _run("msgen", "--output-file", target, template)
        return translated(target)


def _run(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(done.stderr, "Correct that catalogue.")
