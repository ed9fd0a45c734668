"""Asking a source for a citizen: questions that anybody may ask, and personal ones."""
