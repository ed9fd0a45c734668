"""The form in which pages are edited."""

import re
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import StreamField
from wagtail.models import Page

from core.admin_scoping.references import Reference, references_of, refuse_foreign_references
from core.policy.decisions import policy, policy_for
from core.policy.links import foreign_hosts
from core.policy.registry import item_named
from core.review.secrecy import secrecy_fault
from core.tenancy.holding import held_table

SYLLABLES = 8
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def spelled(title: str) -> str:
    """An address from a title: 石桥镇 2026 年 is shi-qiao-zhen-2026-nian; "" for a title without a word."""
    words = _SEPARATORS.split(" ".join(lazy_pinyin(title)).lower())
    return "-".join([word for word in words if word][:SYLLABLES])


class PageForm(WagtailAdminPageForm):
    """Spells an address that is left empty from the title: what the browser makes of a Chinese one is nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    _referred_before: set[Reference] = set()
    _references_sound: bool | None = None

    def full_clean(self) -> None:
        """Before the typed values reach the page: remember what it refers to already."""
        if self.is_bound and self.instance.pk:
            self._referred_before = references_of(self.instance)
        self._references_sound = None
        super().full_clean()

    def is_valid(self) -> bool:
        """Also refuses references to what other offices have not published; previews ask this too."""
        valid: bool = super().is_valid()
        if self.is_bound and self._references_sound is None:
            place = self.instance if self.instance.pk else self.parent_page
            entry = held_table().for_path(place.path) if place is not None else None
            self._references_sound = refuse_foreign_references(
                self, subsite_id=entry.id if entry else None, kept=self._referred_before
            )
        return valid and bool(self._references_sound)

    def clean_secrecy_level(self) -> str:
        """A mark that forbids to keep the page here is refused before anything is written."""
        level: str = self.cleaned_data["secrecy_level"]
        place = self.instance if self.instance.pk else self.parent_page
        if place is not None and (fault := secrecy_fault(level, place.path)):
            raise ValidationError(fault, code="secret")
        return level

    @property
    def show_comments_toggle(self) -> bool:
        """Comments, where policy and the office have them."""
        return bool(super().show_comments_toggle) and self._may("comments")

    def clean(self) -> Any:
        """Also what central policy says of links to other websites, and of comments."""
        cleaned = super().clean()
        if not self._may("external_links"):
            # What a colleague who may has linked to stays; whoever may not adds nothing to it.
            kept = self._may("external_links", anybody=True)
            for name, value in list(self.cleaned_data.items()):
                hosts = foreign_hosts(_stored(self.instance, name, value))
                if kept and hosts:
                    there = foreign_hosts(_stored(self.instance, name, getattr(self.instance, name, None)))
                    hosts = [host for host in hosts if host not in there]
                if hosts:
                    self.add_error(
                        name,
                        _("Links to other websites are not allowed here. Take out the links to: %(hosts)s.")
                        % {"hosts": ", ".join(hosts)},
                    )
        comments = self.formsets.get("comments")
        if (
            comments is not None
            and comments.is_bound
            and comments.has_changed()
            and not self._may("comments")
        ):
            self.add_error(None, _("Comments are switched off on this subsite."))
        return cleaned

    def _may(self, item: str, *, anybody: bool = False) -> bool:
        """Whether policy lets the person have something on the page's subsite; or, with `anybody`, one of its roles."""
        place = self.instance if self.instance.pk else self.parent_page
        entry = held_table().for_path(place.path) if place is not None and place.path else None
        if entry is None or policy_for(item, subsite=entry, person=self.for_user).on:
            return True
        return anybody and any(
            policy(item, subsite=entry, role=role).on for role in ("", *item_named(item).roles)
        )

    def clean_slug(self) -> str:
        """The address as typed, or a free one from the title."""
        typed: str = self.cleaned_data["slug"]
        return typed or self._free(spelled(self.cleaned_data.get("title") or self.instance.title) or "page")

    def _free(self, slug: str) -> str:
        slug = f"page-{slug}" if slug.isdecimal() else slug
        candidate, number = slug, 2
        while not Page._slug_is_available(candidate, self.parent_page, self.instance):
            candidate, number = f"{slug}-{number}", number + 1
        return candidate


def _stored(instance: Any, name: str, value: Any) -> Any:
    """What a field stores: rich text as HTML, a stream as data."""
    try:
        field = instance._meta.get_field(name)
    except FieldDoesNotExist:
        return value
    if isinstance(field, StreamField):
        return value.get_prep_value() if hasattr(value, "get_prep_value") else []
    return value if isinstance(value, str) else None
