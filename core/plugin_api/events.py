"""What the core tells plugins: named in the past tense, told after the commit.

A plugin listens by a Subscription in its contributions; it is called only where it is on.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events. Each happened on one subsite. Only ids are told: read the rows afresh."""

    subsite_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsiteCreated(Event):
    """A subsite was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginEnabled(Event):
    """A plugin was switched on for a subsite."""

    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginDisabled(Event):
    """A plugin was switched off for a subsite. The plugin itself is no longer told: it is off."""

    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePublished(Event):
    """A page went public, or a new version of it did."""

    page_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageUnpublished(Event):
    """A page was taken back from the public."""

    page_id: int


def publish(event: Event) -> None:
    """Tell the subscribers after the commit of the transaction around; at once where there is none.

    A subscriber that raises is logged and shown to staff; it does not disturb the others.
    """
    from django.db import transaction

    from core.plugin_host.telling import dispatch

    transaction.on_commit(lambda: dispatch(event), robust=True)
