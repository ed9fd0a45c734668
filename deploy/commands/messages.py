"""`make messages`: collect the texts to translate into every app's catalogue, and compile the catalogues.

With --check, change nothing and list every fault: a text without a certain translation, a text that the
source no longer has, a compiled catalogue that is stale, a text that two apps translate differently.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from deploy.commands import environment
from deploy.commands.catalogues import Catalogue, Entries, asked, catalogues, collected, compiled, translated
from deploy.commands.places import ROOT
from deploy.commands.words import Stop, explained


def shown(key: object) -> str:
    """A key as a person knows it."""
    text = key[0] if isinstance(key, tuple) else key
    return repr(str(text).rpartition("\x04")[2])


def texts(entries: Entries) -> set[str]:
    """The texts of the entries with their contexts; the plural forms of one text count once."""
    return {str(key[0] if isinstance(key, tuple) else key) for key in entries}


def faults(catalogue: Catalogue, copy: Path) -> Iterator[str]:
    """What is wrong with an app's catalogue, against the texts collected in `copy`."""
    template, source = copy / catalogue.template, ROOT / catalogue.path
    wanted = texts(asked(template)) if template.exists() else set()
    if not source.exists():
        if wanted:
            yield f"{catalogue.path}: is missing, and the app has {len(wanted)} texts; run `make messages`"
        return
    there = translated(source)
    for text in sorted(wanted - texts(there)):
        yield f"{catalogue.path}: no certain translation of {shown(text)}"
    for text in sorted(texts(there) - wanted):
        yield f"{catalogue.path}: {shown(text)} is no longer in the source; run `make messages`"
    machine = source.with_suffix(".mo")
    if not machine.exists() or compiled(machine) != there:
        yield f"{machine.relative_to(ROOT)}: is not what the .po file says; run `make messages`"


def disagreements(found: Mapping[Path, Entries]) -> Iterator[str]:
    """Texts that two apps translate differently: Django knows one translation of a text, the first app's."""
    said: dict[object, dict[str, Path]] = {}
    for path, entries in found.items():
        for key, translation in entries.items():
            said.setdefault(key, {}).setdefault(translation, path)
    for key, translations in said.items():
        if len(translations) > 1:
            words = ", ".join(f"{word!r} ({path})" for word, path in translations.items())
            yield f"{shown(key)} is translated differently: {words}; agree, or give one a context"


def renew(catalogue: Catalogue, copy: Path) -> str | None:
    """Take over what was collected and compile it, unless nothing has changed. Returns what to say."""
    found, source = copy / catalogue.path, ROOT / catalogue.path
    if not (copy / catalogue.template).exists() or not found.exists():
        return None
    missing = texts(asked(copy / catalogue.template)) - texts(translated(found))
    if not source.exists() or any(faults(catalogue, copy)):
        source.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, source)
        machine = source.with_suffix(".mo")
        subprocess.run(["msgfmt", "--check-format", "--output-file", machine, source], check=True)
    return f"{catalogue.path}: {len(missing)} to translate" if missing else None


def main() -> int:
    """Collect, or check."""
    parser = argparse.ArgumentParser(prog="make messages", description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("folders", nargs="*", type=Path, help="only apps below these folders")
    options = parser.parse_args()
    environment.ensure("dev")
    said: list[str] = []
    with collected() as copy:
        for catalogue in catalogues():
            if options.folders and not any(
                catalogue.folder.is_relative_to(folder) for folder in options.folders
            ):
                continue
            if options.check:
                said += faults(catalogue, copy)
            else:
                said += filter(None, [renew(catalogue, copy)])
    if options.check:
        sources = {
            catalogue.path: translated(ROOT / catalogue.path)
            for catalogue in catalogues()
            if (ROOT / catalogue.path).exists()
        }
        said += disagreements(sources)
    print("\n".join(said) or "ok")
    if options.check and said:
        raise Stop(
            f"{len(said)} faults in the catalogues.", "Translate what is missing, then run `make messages`."
        )
    return 0


if __name__ == "__main__":
    sys.exit(explained(main))
