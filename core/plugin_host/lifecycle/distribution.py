"""`plugin new --outside`: a repository of its own around a copy of the template."""

import shutil
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core.plugin_api.discovery import PLUGINS_FOLDER

from .making import NewPluginError, make_plugin

PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "{distribution}"
description = "{title}, a plugin of Countywide"
readme = "README.md"
requires-python = ">=3.12"
dynamic = ["version"] # the manifest in apps.py has it
dependencies = ["countywide>={countywide}"]

[project.optional-dependencies]
testing = ["countywide[testing]>={countywide}"]

[project.entry-points."countywide.plugins"]
{slug} = "{slug}.apps:{camel}Config"

[tool.hatch.version]
path = "src/{slug}/apps.py"
pattern = '^    version = "(?P<version>[^"]+)"'

[tool.hatch.build.targets.wheel]
packages = ["src/{slug}"]

[tool.pytest.ini_options]
DJANGO_SETTINGS_MODULE = "settings.test"
addopts = "--import-mode=importlib"
testpaths = ["tests"]
"""
CONFTEST = """\
\"\"\"What Countywide gives to every test: databases by copying, the test county.\"\"\"

pytest_plugins = ["core.testing.databases", "core.testing.fixtures"]
"""
CHANGELOG = """\
# Changes

## 0.1
The first version.
"""
IGNORED = """\
__pycache__/
/dist/
/var/
.pytest_cache/
"""


def is_checkout() -> bool:
    """Whether Countywide runs from a checkout, where plugins have a folder; it is installed otherwise."""
    return (PLUGINS_FOLDER.parent / "manage.py").is_file()


def countywide_version() -> str:
    """The version of Countywide that is running."""
    try:
        return version("countywide")
    except PackageNotFoundError:
        project = tomllib.loads((PLUGINS_FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8"))
        return str(project["project"]["version"])


def make_distribution(slug: str, title: str = "", folder: Path = Path()) -> Path:
    """Make `folder/countywide-<slug>`, a repository with a plugin that can be built and tested at once; returns it.

    Raises NewPluginError as make_plugin does, and when the folder is there already.
    """
    name = f"countywide-{slug.replace('_', '-')}"
    target = folder / name
    if target.exists():
        raise NewPluginError(f"{target} is there already.")
    package = make_plugin(slug, title, target / "src", package=slug)
    shutil.move(package / "README.md", target / "README.md")
    shutil.move(package / "tests", target / "tests")
    values = {
        "distribution": name,
        "title": title or slug.replace("_", " ").capitalize(),
        "slug": slug,
        "camel": "".join(part.capitalize() for part in slug.split("_")),
        "countywide": countywide_version(),
    }
    for file, text in (("pyproject.toml", PYPROJECT.format_map(values)), ("conftest.py", CONFTEST)):
        (target / file).write_text(text, encoding="utf-8")
    (target / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    (target / ".gitignore").write_text(IGNORED, encoding="utf-8")
    return target
