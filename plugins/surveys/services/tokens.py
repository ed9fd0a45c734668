"""Keyed digests of the surveys: the database holds these, not what they are made of."""

from typing import Any

from core.public_forms.digests import keyed_digest


def digest(purpose: str, *parts: Any) -> str:
    """64 hex characters under the surveys' own key."""
    return keyed_digest("surveys", purpose, *parts)


def draft_key(survey: Any, code: str) -> str:
    """Under which a draft is kept."""
    return digest("draft", survey.uid, code)


def sheet_token(survey: Any, code: str) -> str:
    """That a sheet with this code was sent: a second sending is the same sheet."""
    return digest("sheet", survey.uid, code)


def account_token(survey: Any, person: Any) -> str:
    """That this account took part."""
    return digest("account", survey.uid, person.pk)


def phone_token(survey: Any, number: str) -> str:
    """That the owner of this telephone number took part."""
    return digest("phone", survey.uid, number)
