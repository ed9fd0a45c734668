"""The contract suite, first part: manifest, code, migrations, permissions, translations."""

import ast
import re
from collections.abc import Iterator
from importlib.metadata import entry_points
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.utils.translation.template import templatize

from core.plugin_api.deprecation import DEPRECATED
from core.plugin_api.discovery import ENTRY_POINT_GROUP
from core.plugin_api.manifest import validate
from core.plugin_api.problems import problems
from core.plugin_host.judging import judge
from core.plugin_host.lifecycle.content import tables_of
from core.plugin_host.recorded import verbs_without_words

from .contract_base import PluginTests
from .migrating import quick_rendering

PUBLIC_CORE = (
    "core.plugin_api",
    "core.access",
    "core.audit",
    "core.tenancy",
    "core.pages",
    "core.blocks",
    "core.media",
    "core.public_forms",
    "core.sanitise",
    "core.outgoing",
    "core.sealing",
    "core.spreadsheets",
    "core.search",
    "core.streams",
    "core.tasks",
    "core.text_messages",
    "core.api",
    "core.design",
    "core.testing",
)
"""What a plugin may import from the core."""
_CALLS = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"})
_STRING = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
_TEMPLATE_CALL = re.compile(rf"\b(?:(?:_|gettext|ngettext)\(|pgettext\(u?{_STRING},\s*)u?({_STRING})")


class CodeContract(PluginTests):
    """What can be judged without looking at pages."""

    def test_manifest_is_sound(self) -> None:
        assert list(validate(type(self.config))) == []
        assert [problem for problem in problems() if problem.plugin == self.slug] == []

    def test_rows_pages_screens_and_routes_are_scoped(self) -> None:
        assert list(judge(self.config)) == []

    def test_readme_is_there(self) -> None:
        folder = Path(self.config.path)
        found = [path for path in (folder / "README.md", folder.parent / "README.md") if path.exists()]
        assert found or _describes_itself(type(self.config).__module__), (
            "README.md says what the plugin does, its permissions and what personal data it keeps"
        )

    def test_imports_only_public_modules_of_the_core(self) -> None:
        foreign = [
            f"{path.relative_to(self.config.path)}: {module}"
            for path in self._sources()
            for module in _imports(path)
            if self._is_private(module)
        ]
        assert foreign == []

    def test_it_uses_nothing_deprecated(self) -> None:
        old = [
            f"{path.relative_to(self.config.path)}: {alias.name}"
            for path in self._sources()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module == "core.plugin_api"
            for alias in node.names
            if alias.name in DEPRECATED
        ]
        assert old == [], "docs/plugins/upgrading.md says what takes its place"

    def test_what_it_records_has_words(self) -> None:
        assert verbs_without_words(self.config) == [], "declare an AuditVerb for the last part of each"
        assert [str(owned.contribution.label) for owned in self.contributions("audit_verbs")].count("") == 0

    @pytest.mark.django_db
    def test_migrations_are_complete(self) -> None:
        out = StringIO()
        call_command("makemigrations", self.config.label, check=True, dry_run=True, stdout=out)
        assert "No changes detected" in out.getvalue()

    @pytest.mark.django_db(transaction=True)
    def test_migrations_go_back_to_zero_and_forth(self) -> None:
        before = sorted(tables_of(self.slug))
        try:
            with quick_rendering():
                call_command("migrate", self.config.label, "zero", verbosity=0)
            assert tables_of(self.slug) == []
        finally:
            with quick_rendering():
                call_command("migrate", self.config.label, verbosity=0)
        assert sorted(tables_of(self.slug)) == before
        connection.check_constraints()

    @pytest.mark.django_db
    def test_permissions_are_stored_with_labels(self) -> None:
        wanted = {definition.codename for definition in self.config.access_permissions}
        found = Permission.objects.filter(codename__in=wanted, content_type__app_label="core_tenancy")
        assert set(found.values_list("codename", flat=True)) == wanted
        assert "" not in found.values_list("name", flat=True)

    def test_catalogue_is_complete(self) -> None:
        wanted = set(self._texts())
        file = Path(self.config.path) / "locale/zh_Hans/LC_MESSAGES/django.po"
        if not wanted:
            return
        catalogue = polib.pofile(str(file))
        known = {entry.msgid for entry in catalogue if entry.translated()}
        assert sorted(wanted - known) == []
        assert [entry.msgid for entry in catalogue if entry.fuzzy and not entry.obsolete] == []
        compiled = {entry.msgid for entry in polib.mofile(str(file.with_suffix(".mo")))}
        assert sorted(wanted - compiled) == [], "compile the catalogue"

    def _sources(self) -> Iterator[Path]:
        for path in sorted(Path(self.config.path).rglob("*.py")):
            inside = path.relative_to(self.config.path).parts
            if "tests" not in inside and "migrations" not in inside:
                yield path

    def _is_private(self, module: str) -> bool:
        if module == "core" or module.startswith("core."):
            return not any(module == public or module.startswith(f"{public}.") for public in PUBLIC_CORE)
        own = self.config.name
        return module.startswith("plugins.") and module != own and not module.startswith(f"{own}.")

    def _texts(self) -> Iterator[str]:
        for path in self._sources():
            yield from _texts_in_python(path.read_text(encoding="utf-8"))
        for suffix in ("*.html", "*.txt"):
            for path in sorted(Path(self.config.path).glob(f"templates/**/{suffix}")):
                code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
                yield from (ast.literal_eval(match[1]) for match in _TEMPLATE_CALL.finditer(code))


def _describes_itself(module: str) -> bool:
    """Whether the distribution whose entry point names the module has a README as its description."""
    found = (entry.dist for entry in entry_points(group=ENTRY_POINT_GROUP) if entry.module == module)
    return any(str(dist.metadata.json.get("description", "")).strip() for dist in found if dist)


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # `from core import accounts` is an import of core.accounts
            if node.module in {"core", "plugins"}:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


def _texts_in_python(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if (
            not isinstance(node, ast.Call)
            or not isinstance(node.func, ast.Name)
            or node.func.id not in _CALLS
        ):
            continue
        place = 1 if node.func.id.startswith("pgettext") else 0
        if len(node.args) > place and isinstance(node.args[place], ast.Constant):
            yield str(ast.literal_eval(node.args[place]))
