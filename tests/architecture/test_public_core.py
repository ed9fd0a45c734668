"""What plugins may import of the core is decided for every package, and said alike in each of the three places."""

import re
import tomllib
from pathlib import Path

from core.testing.contract_code import PUBLIC_CORE

ROOT = Path(__file__).resolve().parent.parent.parent


def _packages() -> set[str]:
    return {f"core.{file.parent.name}" for file in (ROOT / "core").glob("*/__init__.py")}


def _forbidden() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {each["id"]: each for each in settings["tool"]["importlinter"]["contracts"]}
    return set(contracts["plugins-public-core"]["forbidden_modules"])


def test_every_package_of_the_core_is_public_or_forbidden() -> None:
    assert set(PUBLIC_CORE) | _forbidden() == _packages()
    assert set(PUBLIC_CORE) & _forbidden() == set()


def test_the_contract_lists_what_is_public() -> None:
    text = (ROOT / "docs" / "plugins" / "contract.md").read_text(encoding="utf-8")
    public, _dot, _private = text.partition("Everything else is private")
    assert set(re.findall(r"`(core\.\w+)`", public)) == set(PUBLIC_CORE)
