"""Which texts of Wagtail's admin nobody translates, and what our own catalogue below `admin_locale` says of them.

    python -m core.design.admin_catalogue

prints, as .po entries to fill in, each text that Wagtail has and no catalogue translates; run it after an upgrade of
Wagtail, then compile with `msgfmt --check-format`. Settings name the folder in LOCALE_PATHS, which come before
the apps: the catalogue holds only what is missing elsewhere, so that it never hides a translation of an app.
"""

import ast
import gettext
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.apps import apps

FOLDER = Path(__file__).parent / "admin_locale"
LANGUAGE = "zh_Hans"
DOMAINS = ("django", "djangojs")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

type Key = tuple[str, bool]
"""What gettext looks up: the text, after its context and \\x04 if it has one, and whether it has a plural."""


@dataclass
class Entry:
    """One entry of a .po file."""

    context: str = ""
    text: str = ""
    plural: str = ""
    translation: str = ""

    @property
    def key(self) -> Key:
        """What gettext looks it up by."""
        return f"{self.context}\x04{self.text}" if self.context else self.text, bool(self.plural)

    @property
    def placeholders_agree(self) -> bool:
        """Whether the translation has every placeholder of the singular, and none that no form has."""
        there = set(PLACEHOLDER.findall(self.translation))
        return (
            set(PLACEHOLDER.findall(self.text)) <= there <= set(PLACEHOLDER.findall(self.text + self.plural))
        )

    def __str__(self) -> str:
        lines = [("msgctxt", self.context), ("msgid", self.text), ("msgid_plural", self.plural)]
        shown = [f"{name} {json.dumps(value, ensure_ascii=False)}" for name, value in lines if value]
        return "\n".join([*shown, f'msgstr{"[0]" if self.plural else ""} ""', ""])


FIELDS = {"msgctxt": "context", "msgid": "text", "msgid_plural": "plural", "msgstr": "translation"}


def entries(path: Path) -> Iterator[Entry]:
    """The entries of a .po file but its header; of the forms of a translation, the last."""
    entry, field = Entry(), ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), 'msgid ""']:
        keyword, _, quoted = line.partition(" ")
        keyword = keyword.partition("[")[0]
        if line.startswith('"'):
            setattr(entry, field, getattr(entry, field) + ast.literal_eval(line))
        elif keyword in FIELDS:
            if keyword in {"msgctxt", "msgid"} and field == "translation":
                if entry.text:
                    yield entry
                entry = Entry()
            field = FIELDS[keyword]
            setattr(entry, field, ast.literal_eval(quoted))


def compiled(path: Path) -> dict[Key, str]:
    """What a .mo file translates; nothing where there is no such file."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue: dict[str | tuple[str, int], str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {
        (key[0], True) if isinstance(key, tuple) else (key, False): text
        for key, text in catalogue.items()
        if key
    }


def ours(domain: str, suffix: str = ".po") -> Path:
    """Our catalogue of that domain."""
    return FOLDER / LANGUAGE / "LC_MESSAGES" / f"{domain}{suffix}"


def needed(domain: str) -> dict[Key, Entry]:
    """The texts of Wagtail's installed apps that neither Django nor any app translates.

    In JavaScript, Wagtail gives each of its packages a catalogue of its own: there only the package itself counts.
    """
    places = [Path(config.path) for config in apps.get_app_configs()]
    everything = [Path(django.__file__).parent / "conf", *places]
    found: dict[Key, Entry] = {}
    for config in apps.get_app_configs():
        source = Path(config.path, "locale", "en", "LC_MESSAGES", f"{domain}.po")
        if not config.name.startswith("wagtail") or not source.exists():
            continue
        there: set[Key] = set()
        for place in everything if domain == "django" else [Path(config.path)]:
            there.update(compiled(place / "locale" / LANGUAGE / "LC_MESSAGES" / f"{domain}.mo"))
        found.update({entry.key: entry for entry in entries(source) if entry.key not in there})
    return found


def missing(domain: str) -> list[Entry]:
    """What our catalogue still lacks."""
    there = compiled(ours(domain, ".mo"))
    return [entry for key, entry in needed(domain).items() if not there.get(key)]


def surplus(domain: str) -> list[str]:
    """What our catalogue has though Wagtail no longer asks for it, or another catalogue translates it."""
    return sorted(text for text, _ in compiled(ours(domain, ".mo")).keys() - needed(domain).keys())


def main() -> int:
    """Print what is missing and what to remove; returns 1 if there is any."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.development")
    django.setup()
    found = False
    for domain in DOMAINS:
        lacking, superfluous = missing(domain), surplus(domain)
        found = found or bool(lacking or superfluous)
        for entry in lacking:
            sys.stdout.write(f"#. add to {domain}.po\n{entry}\n")
        for text in superfluous:
            sys.stdout.write(f"#. remove from {domain}.po: {text!r}\n")
    return int(found)


if __name__ == "__main__":
    sys.exit(main())
