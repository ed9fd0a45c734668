"""Which actions a plugin's source records, and which of them have no words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from core.audit.labels import VERBS
from core.plugin_api.contributions import AuditVerb
from core.plugin_api.manifest import PluginConfig

from .registry import contributions_at


def verbs_without_words(config: PluginConfig) -> list[str]:
    """`file.py: action` for each action whose last part neither the core nor the plugin has words for.

    What is put together at run time is not seen, but for a choice between two texts.
    """
    own = {
        owned.contribution.name for owned in contributions_at(AuditVerb.point) if owned.owner == config.slug
    }
    known = own | set(VERBS)
    return sorted(
        f"{path.relative_to(config.path)}: {action}"
        for path in Path(config.path).rglob("*.py")
        if not {"tests", "migrations"}.intersection(path.relative_to(config.path).parts)
        for action in _actions(path)
        if action.rpartition(".")[2] not in known
    )


def _actions(path: Path) -> Iterator[str]:
    """The texts that stand as `action=` in calls of `record`; none in a file that can't be read as Python."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):  # whoever imports it will say so
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "record":
            for keyword in node.keywords:
                if keyword.arg == "action":
                    yield from _texts(keyword.value)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _texts(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _texts(body)
            yield from _texts(other)
        case ast.JoinedStr(values=[*first, ast.Constant(value=str(last))]) if first:
            yield last
        case ast.JoinedStr(
            values=[ast.Constant(value=str(start)), ast.FormattedValue(value=ast.IfExp() as choice)]
        ):
            yield from (f"{start}{text}" for text in _texts(choice))
