"""How names are read."""

import pytest

from core.provisioning.pinyin import initial, reading


@pytest.mark.parametrize(
    ("name", "slug", "given", "expected"),
    [
        ("石桥镇", "", "", "shi qiao zhen"),
        ("石板街道", "shiban", "", "shi ban jie dao"),
        ("堡子镇", "buzi", "", "bu zi zhen"),
        ("堡子镇", "baozi", "", "bao zi zhen"),
        ("平滩镇", "unrelated", "", "ping tan zhen"),
        ("大堰镇", "da-yan", "", "da yan zhen"),
        ("堡子镇", "baozi", "pu zi zhen", "pu zi zhen"),
        ("渠县", "", "", "qu xian"),
        ("A区", "", "", "A qu"),
    ],
)
def test_reading(name: str, slug: str, given: str, expected: str) -> None:
    assert reading(name, slug, given) == expected


@pytest.mark.parametrize(("read", "expected"), [("shi qiao", "S"), ("A qu", "A"), ("1 qu", "#"), ("", "#")])
def test_initial(read: str, expected: str) -> None:
    assert initial(read) == expected
