import pytest
from django.test import override_settings

from core.sealing import seal, unseal

SECRET = "钥匙 s3cret"


def test_only_this_installation_reads_what_it_sealed() -> None:
    sealed = seal(SECRET)
    assert SECRET not in sealed
    assert seal(SECRET) != sealed
    assert unseal(sealed) == SECRET
    with (
        override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]),
        pytest.raises(ValueError, match="not sealed"),
    ):
        unseal(sealed)


def test_a_retired_key_still_opens(settings) -> None:
    sealed = seal(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the new one"
    assert unseal(sealed) == SECRET


def test_what_was_changed_is_refused() -> None:
    sealed = seal(SECRET)
    with pytest.raises(ValueError, match="not sealed"):
        unseal(sealed[:-6] + "AAAAAA")
