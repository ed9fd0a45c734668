"""Where something stands in an answer: `data.items`, or for XML `result/row`; attributes as `@code`.

A path is names parted by dots or slashes. In JSON a name is a key or the number of an element; in XML a child's local
name. Nothing else: no filters, no functions.
"""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from plugins.queries.sources.faults import Fault, SourceError

DEEPEST = 12


def names_of(path: str) -> list[str]:
    """The names of a path. Raises `ValueError` for one that is too deep or has an empty name."""
    names = path.replace("/", ".").split(".") if path else []
    if len(names) > DEEPEST or not all(name.strip() for name in names):
        raise ValueError(path)
    return [name.strip() for name in names]


def read(content: bytes, format_name: str) -> Any:
    """The tree of an answer. XML with a document type or entities is refused. Raises `SourceError`."""
    try:
        if format_name == "xml":
            return fromstring(content, forbid_dtd=True)
        return json.loads(content)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        raise SourceError(Fault.FORMAT) from None


def all_at(tree: Any, path: str) -> list[Any]:
    """What stands at a path: the elements of a JSON list, or every XML element there. Raises `SourceError`."""
    names = names_of(path)
    if isinstance(tree, Element):
        return list(_elements([tree], names))
    found = _value(tree, names)
    if found is None:
        raise SourceError(Fault.MAPPING)
    return found if isinstance(found, list) else [found]


def text_at(part: Any, path: str) -> str | None:
    """The text at a path below a part of an answer; None where there is no such place."""
    names = names_of(path)
    if not isinstance(part, Element):
        value = _value(part, names)
        if isinstance(value, bool):
            return "是" if value else "否"
        return None if value is None or isinstance(value, (dict, list)) else str(value)
    *above, last = names or [""]
    if last.startswith("@"):
        holder = next(_elements([part], above), None)
        return holder.get(last[1:]) if holder is not None else None
    element = next(_elements([part], names), None)
    return None if element is None else "".join(element.itertext()).strip()


def has(part: Any, path: str) -> bool:
    """Whether a part of an answer has that place at all, be it empty."""
    if isinstance(part, Element):
        return text_at(part, path) is not None
    *above, last = names_of(path)
    holder = _value(part, above)
    return last in holder if isinstance(holder, dict) else text_at(part, path) is not None


def following(tree: Any, path: str, *, is_first: bool) -> str:
    """The address or mark of the next page, as it stands at a path; "" where there is none (missing, null, false).

    Of the first page, what holds the place must be there: a path with a slip in it would pass for a list of one page.
    Raises `SourceError`.
    """
    names = names_of(path)
    if isinstance(tree, Element):
        above = [name for name in names[:-1] if not name.startswith("@")]
        if is_first and next(_elements([tree], above), None) is None:
            raise SourceError(Fault.MAPPING)
        return text_at(tree, path) or ""
    holder = _value(tree, names[:-1])
    if is_first and not isinstance(holder, (dict, list)):
        raise SourceError(Fault.MAPPING)
    found = _value(tree, names)
    if isinstance(found, (dict, list)):
        raise SourceError(Fault.MAPPING)
    return "" if found is None or isinstance(found, bool) else str(found)


def _value(tree: Any, names: list[str]) -> Any:
    for name in names:
        if isinstance(tree, dict):
            tree = tree.get(name)
        elif isinstance(tree, list) and name.isdecimal() and int(name) < len(tree):
            tree = tree[int(name)]
        else:
            return None
    return tree


def _elements(elements: list[Element], names: list[str]) -> Iterator[Element]:
    for name in names:
        elements = [child for element in elements for child in element if _local(child) == name]
    yield from elements


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
