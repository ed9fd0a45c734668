"""Read what is there already, in a number of queries that does not depend on the number of offices."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import Page, Site

from core.access.models import RoleAssignment
from core.accounts.models import User
from core.pages.models import ColumnPage, HomePage, OfficesPage
from core.provisioning.checking_columns import OFFICES
from core.provisioning.formats import SETTINGS
from core.provisioning.models import ProvisionedRecord
from core.provisioning.present import Present, PresentAccount, PresentOffice, PresentPage, Record
from core.tenancy.models import Organisation, Subsite, SubsiteSettings

PATH_STEP = Page.steplen
ENGLISH = "en"


def present(*, usernames: Iterable[str], slugs: Iterable[str]) -> Present:
    """What of a county is in the database: all offices and columns, the accounts of these usernames, and the
    pages that have one of these slugs."""
    records = {
        (row.subject, row.key): Record(row.object_id, row.values) for row in ProvisionedRecord.objects.all()
    }
    offices = _offices()
    pages = _pages(set(slugs))
    return Present(
        offices=offices,
        pages=pages,
        accounts=_accounts({name.lower() for name in usernames}),
        roles=frozenset(
            (username.lower(), code, role)
            for username, code, role in RoleAssignment.objects.values_list(
                "user__username", "subsite__organisation__code", "role"
            )
        ),
        records=records,
        addresses={(page.parent_id, page.slug): page for page in pages.values()},
    )


def _offices() -> dict[str, PresentOffice]:
    sites = dict(Site.objects.order_by("is_default_site", "pk").values_list("root_page_id", "hostname"))
    subsites = {
        subsite.organisation_id: subsite
        for subsite in Subsite.objects.select_related("root_page", "collection", "settings")
    }
    english = _english_titles()
    return {
        row.code: _office(row, subsites.get(row.pk), sites, english)
        for row in Organisation.objects.select_related("parent")
    }


def _office(
    row: Organisation, subsite: Subsite | None, sites: dict[int, str], english: dict[Any, str]
) -> PresentOffice:
    values: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("name", "name_en", "slug", "address", "phone", "pinyin", "pinyin_initial")
    }
    values["parent"] = row.parent.code if row.parent else ""
    if subsite is None:
        return PresentOffice(row.pk, 0, 0, row.kind, values, {})
    values |= {
        "profile": subsite.profile,
        "theme": subsite.theme,
        "hostname": subsite.hostname or "",
        "site": sites.get(subsite.root_page_id, ""),
        "title": subsite.root_page.title,
        "title_en": english.get(subsite.root_page.translation_key),
        "page_slug": subsite.root_page.slug,
        "collection": subsite.collection.name,
    }
    marks = getattr(subsite, "settings", None) or SubsiteSettings()
    settings = {name: getattr(marks, name) for name in SETTINGS.optional}
    return PresentOffice(row.pk, subsite.pk, subsite.root_page_id, row.kind, values, settings)


def _pages(slugs: set[str]) -> dict[int, PresentPage]:
    """All home pages, columns and indexes of offices, and other pages at an address that a build would use."""
    structure = Q(pk__in=Page.objects.type(HomePage, ColumnPage, OfficesPage).values("pk"))
    rows = list(
        Page.objects.filter(structure | Q(slug__in=slugs) | Q(depth=1)).values_list(
            "pk", "path", "slug", "title", "show_in_menus", "translation_key"
        )
    )
    by_path = {path: pk for pk, path, *_rest in rows}
    details = _details()
    english = _english_titles()
    return {
        pk: PresentPage(
            page_id=pk,
            parent_id=by_path.get(path[:-PATH_STEP], 0),
            slug=slug,
            values=details[pk] | {"title": title, "menu": menu, "title_en": english.get(translation_key)}
            if pk in details
            else {},
        )
        for pk, path, slug, title, menu, translation_key in rows
    }


def _details() -> dict[int, dict[str, Any]]:
    """The fields of columns and indexes of offices that Page does not have, by page."""
    found: dict[int, dict[str, Any]] = {
        pk: {"kind": kind, "description": introduction, "keywords": keywords}
        for pk, kind, introduction, keywords in ColumnPage.objects.values_list(
            "pk", "kind", "introduction", "keywords"
        )
    }
    found |= {
        pk: {"kind": OFFICES, "description": introduction}
        for pk, introduction in OfficesPage.objects.values_list("pk", "introduction")
    }
    return found


def _english_titles() -> dict[Any, str]:
    pages = Page.objects.filter(locale__language_code=ENGLISH).type(HomePage, ColumnPage, OfficesPage)
    return dict(pages.values_list("translation_key", "title"))


def _accounts(usernames: set[str]) -> dict[str, PresentAccount]:
    return {
        username.lower(): PresentAccount(pk, username, {"name": name, "email": email})
        for pk, username, name, email in User.objects.values_list("pk", "username", "name", "email")
        if username.lower() in usernames
    }
