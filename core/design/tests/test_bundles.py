"""The joined style and script files are what their sources say."""

from core.design.bundle import LAYERS, SCRIPTS, STATIC, STYLES, bundles
from core.design.sprite import SPRITE, build_sprite


def test_joined_files_are_current() -> None:
    for path, text in bundles().items():
        assert path.read_text(encoding="utf-8") == text, f"run: python -m core.design.bundle ({path.name})"


def test_every_source_is_joined() -> None:
    assert {path.stem for path in (STATIC / "css").glob("*.css")} == set(STYLES)
    assert {path.stem for path in (STATIC / "js").glob("*.js")} == set(SCRIPTS)


def test_styles_begin_with_the_order_of_layers() -> None:
    assert (STATIC / "site.css").read_text(encoding="utf-8").startswith(LAYERS)


def test_sprite_is_current() -> None:
    assert SPRITE.read_text(encoding="utf-8") == build_sprite(), "run: python -m core.design.sprite"
