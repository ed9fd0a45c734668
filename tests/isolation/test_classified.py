"""No address is forgotten: each one that the running project answers is classified, and nothing else is."""

from tests.isolation.patterns import Pattern, patterns
from tests.isolation.surfaces.plugins import public_name, public_patterns
from tests.isolation.table import all_surfaces

HOW = "classify it in tests/isolation/surfaces (docs/isolation.md says how)"


def test_every_address_is_classified() -> None:
    known = {surface.name for surface in all_surfaces()}
    unknown = [
        f"{pattern.name} ({pattern.route}): {HOW}" for pattern in patterns() if pattern.name not in known
    ]
    assert unknown == []


def test_nothing_is_classified_that_is_not_there() -> None:
    there = {pattern.name for pattern in patterns()}
    there |= {public_name(config, pattern) for config, pattern in public_patterns()}
    assert sorted({surface.name for surface in all_surfaces()} - there) == []


def test_each_is_classified_once() -> None:
    names = [surface.name for surface in all_surfaces()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_each_is_visited_or_says_why_not() -> None:
    assert [s.name for s in all_surfaces() if bool(s.visits) == bool(s.nothing)] == []


def test_every_way_to_an_address_is_visited() -> None:
    """An address with and without an argument is two addresses of one name."""
    visited = {
        (surface.name, tuple(sorted(visit.arguments)))
        for surface in all_surfaces()
        for visit in surface.visits
    }
    reasoned = {surface.name for surface in all_surfaces() if surface.nothing}
    paths = {
        surface.name for surface in all_surfaces() for visit in surface.visits if "path" in visit.arguments
    }

    def missed(pattern: Pattern) -> bool:
        if pattern.name in reasoned | paths:
            return False
        return (pattern.name, pattern.arguments) not in visited

    assert [
        f"{pattern.name}({', '.join(pattern.arguments)}): {HOW}" for pattern in patterns() if missed(pattern)
    ] == []
