"""A name that is on its way out works, and warns whoever asks for it."""

from pathlib import Path

import pytest

import core.plugin_api
from core.plugin_api.deprecation import DEPRECATED, Deprecation
from core.plugin_api.version import CONTRACT_VERSION

UPGRADING = Path(__file__).resolve().parents[3] / "docs/plugins/upgrading.md"


@pytest.fixture
def old_name(monkeypatch: pytest.MonkeyPatch) -> str:
    old = Deprecation("core.plugin_api.version", "accepts", (1, 5), "use `accepts_contract`.")
    monkeypatch.setitem(DEPRECATED, "old_accepts", old)
    return "old_accepts"


def test_it_works_and_warns_at_the_line_that_asks(old_name: str) -> None:
    with pytest.warns(DeprecationWarning, match="old_accepts") as caught:
        from core.plugin_api import old_accepts  # type: ignore[attr-defined]  # made up for the test
    assert old_accepts(">=1,<2", (1, 0)) is True
    said = (
        "core.plugin_api.old_accepts is deprecated since contract 1.5: use `accepts_contract`. "
        "Contract 2.0 takes it away."
    )
    assert {str(each.message) for each in caught} == {said}
    with pytest.warns(DeprecationWarning, match="old_accepts") as caught:
        core.plugin_api.old_accepts  # type: ignore[attr-defined]  # noqa: B018 - reading it is the test
    assert [each.filename for each in caught] == [__file__]


def test_no_other_name_warns(recwarn: pytest.WarningsRecorder) -> None:
    for name in core.plugin_api.__all__:
        if name not in DEPRECATED:
            getattr(core.plugin_api, name)
    assert [each for each in recwarn if each.category is DeprecationWarning] == []


def test_what_is_deprecated_is_still_promised_and_written_down() -> None:
    for name, found in DEPRECATED.items():
        assert name in core.plugin_api.__all__
        assert found.since <= CONTRACT_VERSION
        assert f"`{name}`" in UPGRADING.read_text(encoding="utf-8")
