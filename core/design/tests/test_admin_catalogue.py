"""Wagtail's admin is wholly in Chinese: our catalogue has what Wagtail's lack, and nothing else."""

import pytest

from core.design.admin_catalogue import DOMAINS, compiled, entries, missing, ours, surplus


@pytest.mark.parametrize("domain", DOMAINS)
def test_catalogue_has_what_wagtail_lacks_and_nothing_else(domain: str) -> None:
    assert [entry.text for entry in missing(domain)] == []
    assert surplus(domain) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_agree(domain: str) -> None:
    assert [entry.text for entry in entries(ours(domain)) if not entry.placeholders_agree] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_catalogue_is_what_the_source_says(domain: str) -> None:
    assert compiled(ours(domain, ".mo")) == {entry.key: entry.translation for entry in entries(ours(domain))}
