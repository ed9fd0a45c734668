"""What a change of the core's own items would do, in sentences."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Comment

from core.access.reach import reach_within
from core.access.roles import Role
from core.tenancy.collections import collections_of
from core.tenancy.table import SubsiteEntry

from .items import Effect, PolicyItem
from .plans import Difference, Plan

MEGABYTE = 1024 * 1024


def publishing(plan: Plan) -> Iterator[Effect]:
    """Who may or may no longer, and the open comments that are no longer shown."""
    groups: dict[tuple[str, str, bool, bool, bool], list[SubsiteEntry]] = {}
    for found in plan.differences():
        differs = found.before.on != found.after.on
        key = (found.item.slug, found.role, found.after.on, found.after.fixed, differs)
        groups.setdefault(key, []).append(found.entry)
    for (slug, role, on, fixed, differs), entries in groups.items():
        if role and entries == groups.get((slug, "", on, fixed, differs)):
            continue  # the same as for everybody
        label = str(plan.items[slug].label)
        if role:
            label = _with_role(label, role)
        if not differs and fixed:
            text = _("%(item)s: stays as it is; the office can no longer change it.")
        elif not differs:
            text = _("%(item)s: stays as it is; from now on the office decides.")
        elif on:
            text = _("%(item)s: possible from now on.")
        else:
            text = _("%(item)s: no longer possible.")
        yield Effect(text % {"item": label}, _names(entries), loses=differs and not on)
        if slug == "comments" and differs and not on:
            yield from _hidden_comments(plan, entries)


def _hidden_comments(plan: Plan, entries: list[SubsiteEntry]) -> Iterator[Effect]:
    branch = reach_within(plan.table, entries).query()
    pages = get_page_ids(branch)
    count = Comment.objects.filter(resolved_at__isnull=True, page__in=pages).count()
    if count:
        yield Effect(
            ngettext(
                "%(count)d open comment is no longer shown; it is kept.",
                "%(count)d open comments are no longer shown; they are kept.",
                count,
            )
            % {"count": count},
            loses=True,
        )


def get_page_ids(branch: Q) -> Any:
    """The pages of a branch, as a sub-query."""
    from wagtail.models import Page

    return Page.objects.filter(branch).values("pk")


def uploads(plan: Plan) -> Iterator[Effect]:
    """Which kinds and sizes are refused from now on, and how many files of those are there already."""
    for item in plan.items.values():
        found = [difference for difference in plan.differences() if difference.item.slug == item.slug]
        told = [each for each in found if not each.role]
        yield from _refused(str(item.label), item, told)
        general = [(each.entry, each.before.value, each.after.value) for each in told]
        for role in item.roles:
            of_role = [each for each in found if each.role == role]
            if [(each.entry, each.before.value, each.after.value) for each in of_role] != general:
                yield from _refused(_with_role(str(item.label), role), item, of_role)


def _with_role(label: str, role: str) -> str:
    """What a rule for one role is about."""
    return _("%(item)s, %(role)s") % {"item": label, "role": Role(role).label}


def _refused(label: str, item: PolicyItem, found: Iterable[Difference]) -> Iterator[Effect]:
    return (
        _types(label, item.slug, found) if item.slug.endswith("_types") else _sizes(label, item.slug, found)
    )


def _types(label: str, slug: str, found: Iterable[Difference]) -> Iterator[Effect]:
    refused: dict[str, list[SubsiteEntry]] = {}
    accepted: dict[str, list[SubsiteEntry]] = {}
    for difference in found:
        for ending in set(difference.before.value) - set(difference.after.value):
            refused.setdefault(ending, []).append(difference.entry)
        for ending in set(difference.after.value) - set(difference.before.value):
            accepted.setdefault(ending, []).append(difference.entry)
    for ending, entries in sorted(refused.items()):
        count = _files(slug, entries).filter(file__iendswith=f".{ending}").count()
        yield Effect(
            _(
                "%(item)s: .%(ending)s is refused from now on. Files of this kind there already: %(count)d; they stay."
            )
            % {"item": label, "ending": ending, "count": count},
            _names(entries),
            loses=True,
        )
    for ending, entries in sorted(accepted.items()):
        yield Effect(
            _("%(item)s: .%(ending)s is accepted from now on.") % {"item": label, "ending": ending},
            _names(entries),
        )


def _sizes(label: str, slug: str, found: Iterable[Difference]) -> Iterator[Effect]:
    groups: dict[tuple[int, int], list[SubsiteEntry]] = {}
    for difference in found:
        groups.setdefault((difference.before.value, difference.after.value), []).append(difference.entry)
    for (before, after), entries in groups.items():
        words = {"item": label, "before": before, "after": after}
        if after > before:
            text = _("%(item)s: up to %(after)d MB instead of %(before)d MB.") % words
        else:
            words["count"] = _files(slug, entries).filter(file_size__gt=after * MEGABYTE).count()
            text = (
                _(
                    "%(item)s: more than %(after)d MB is refused from now on (until now %(before)d MB). "
                    "Larger files there already: %(count)d; they stay."
                )
                % words
            )
        yield Effect(text, _names(entries), loses=after < before)


def _files(slug: str, entries: Iterable[SubsiteEntry]) -> Any:
    model = get_image_model() if slug.startswith("picture") else get_document_model()
    return model._default_manager.filter(collection__in=collections_of(entries))


def addresses(plan: Plan) -> Iterator[Effect]:
    """Who may have a host name, and whose stays until the operator takes it away."""
    groups: dict[bool, list[SubsiteEntry]] = {}
    for found in plan.differences():
        groups.setdefault(found.after.on, []).append(found.entry)
    if allowed := groups.get(True):
        yield Effect(_("A host name of its own may be given from now on."), _names(allowed))
    if forbidden := groups.get(False):
        yield Effect(_("No host name of its own may be given from now on."), _names(forbidden), loses=True)
        if named := [entry for entry in forbidden if entry.hostname]:
            yield Effect(
                _("These have one; it stays until it is taken out of the county's lists."),
                tuple(f"{entry.display_name} ({entry.hostname})" for entry in named),
                loses=True,
            )


def _names(entries: Iterable[SubsiteEntry]) -> tuple[str, ...]:
    return tuple(entry.display_name for entry in entries)
