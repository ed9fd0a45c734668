"""Told while somebody leaves: whatever waits for them must find another home."""

from django.dispatch import Signal

work_in_hand = Signal()
"""Sent for the preview, with `user`, `office` (a SubsiteEntry) and `successor` (an account, or None).

A receiver returns a list of `core.accounts.leaving.preview.Work`: what of its own would go where.
"""

work_handed_over = Signal()
"""Sent in the leaving's own transaction with `user`, `offices` (SubsiteEntry), `successor` (an account, or None: the
office) and `by`.

An app that gives people tasks of their own connects to it and gives them to the successor, or back to the office.
An exception undoes the whole leaving: nothing is left orphaned by half. ValidationError says why in words.
"""
