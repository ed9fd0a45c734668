"""A proof of work: right by number or by sum, for one subject, in time."""

from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.utils import timezone

from core.public_forms.digests import keyed_digest
from core.public_forms.proof_of_work import LASTS, Challenge, is_proven, make_challenge

SUBJECT = keyed_digest("test", "subject", 1)
NUMERALS = "零一二三四五六七八九"


def number_of(challenge: Challenge) -> int:
    return next(
        n
        for n in range(challenge.most)
        if sha256(f"{challenge.salt}{n}".encode()).hexdigest() == challenge.goal
    )


def sum_of(challenge: Challenge) -> int:
    return sum(NUMERALS.index(letter) for letter in challenge.sum if letter in NUMERALS[1:])


@pytest.fixture
def challenge() -> Challenge:
    return make_challenge(SUBJECT)


def test_the_number_proves(challenge):
    posted = {"proof-salt": challenge.salt, "proof-number": str(number_of(challenge))}
    assert is_proven(SUBJECT, posted)
    assert not is_proven(keyed_digest("test", "subject", 2), posted)


def test_the_sum_proves_in_figures_and_in_words(challenge):
    total = sum_of(challenge)
    words = (
        NUMERALS[total]
        if total < 10
        else f"{NUMERALS[total // 10] if total >= 20 else ''}十{NUMERALS[total % 10] if total % 10 else ''}"
    )
    for answer in (str(total), f"{total}。", words):
        assert is_proven(SUBJECT, {"proof-salt": challenge.salt, "proof-answer": answer}), answer
    for answer in (str(total + 1), "", "abc", "十十"):
        assert not is_proven(SUBJECT, {"proof-salt": challenge.salt, "proof-answer": answer}), answer


def test_a_proof_lasts_four_hours(challenge):
    posted = {"proof-salt": challenge.salt, "proof-number": str(number_of(challenge))}
    with time_machine.travel(timezone.now() + timedelta(seconds=LASTS + 2)):
        assert not is_proven(SUBJECT, posted)


@pytest.mark.parametrize("salt", ["", ".", "x.y", "99999999999999999999.abc", "１２."])
def test_a_salt_that_was_made_up_proves_nothing(salt):
    assert not is_proven(SUBJECT, {"proof-salt": salt, "proof-number": "1", "proof-answer": "4"})
