"""Secrets that lie in the database, sealed: `seal` before they are stored, `unseal` when they are used."""

from .text import seal, unseal

__all__ = ["seal", "unseal"]
