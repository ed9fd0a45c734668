"""Accounts and their sessions."""

from .session import AccountSession
from .user import User

__all__ = ["AccountSession", "User"]
