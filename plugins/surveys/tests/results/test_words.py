"""The words used most, without a dictionary."""

from plugins.surveys.results.words import word_list


def test_words_that_come_back():
    texts = [
        "希望增加公交车班次",
        "公交车太少了",
        "停车位不够",
        "小区停车位不足",
        "WiFi 信号不好",
        "wifi 太慢",
    ]

    found = dict(word_list(texts))

    assert found["公交车"] == 2
    assert found["停车位"] == 2
    assert found["wifi"] == 2
    assert "公交" not in found
    assert "希望" not in found


def test_a_word_counts_once_per_text():
    assert word_list(["桥桥桥桥", "桥头"], at_least=1)[0][1] == 1


def test_nothing_from_nothing():
    assert word_list([]) == []
