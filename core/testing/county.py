"""A small county for tests: the portal, two townships, a department and the intranet, with columns.

Built with plain models, quickly, once per test database (fixture `county`).
"""

import itertools
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Site

from core.pages.models import ArticlePage, ColumnPage, HomePage, OfficesPage
from core.review.origin import importing
from core.tenancy.models import Organisation, Subsite, SubsiteSettings
from core.tenancy.table import touch_revision

_numbers = itertools.count(1)


@dataclass(frozen=True)
class County:
    """The subsites by slug; `home` their home pages."""

    portal: Subsite
    shiqiao: Subsite
    baijie: Subsite
    finance: Subsite
    intranet: Subsite

    def home(self, slug: str) -> HomePage:
        """A fresh copy of a subsite's home page."""
        page: HomePage = HomePage.objects.get(pk=getattr(self, slug).root_page_id)
        return page


def make_subsite(
    *, slug: str, name: str, kind: str, parent_page: Page, hostname: str | None = None, **values: Any
) -> Subsite:
    """An organisation with its subsite: home page, collection, settings and, with a hostname, a Site row."""
    parent = values.pop("parent", None)
    organisation = Organisation.objects.create(
        code=values.pop("code", f"T{next(_numbers):05}"),
        name=name,
        name_en=values.pop("name_en", ""),
        slug=slug,
        kind=kind,
        parent=parent,
        pinyin=slug,
        pinyin_initial=slug[0].upper(),
    )
    home = HomePage(title=name, slug=slug, locale=Locale.get_default(), first_published_at=timezone.now())
    parent_page.add_child(instance=home)
    collection = Collection.get_first_root_node().add_child(name=name)
    subsite: Subsite = Subsite.objects.create(
        organisation=organisation,
        root_page=home.page_ptr,
        collection=collection,
        profile=kind,
        hostname=hostname,
        **values,
    )
    SubsiteSettings.objects.create(subsite=subsite, site_id_code=f"51170{organisation.pk:05}", sponsor=name)
    if hostname:
        Site.objects.create(hostname=hostname, port=80, root_page=home, site_name=name)
    touch_revision()
    return subsite


def make_column(parent: Page, slug: str, title: str, **values: Any) -> ColumnPage:
    """A live column in the menu below a page."""
    column = ColumnPage(title=title, slug=slug, locale=parent.locale, show_in_menus=True, **values)
    parent.add_child(instance=column)
    return column


def make_article(
    column: Page, title: str, *, slug: str = "", days_ago: float = 1, **values: Any
) -> ArticlePage:
    """A published article in a column."""
    when = values.pop("first_published_at", timezone.now() - timedelta(days=days_ago))
    article = ArticlePage(
        title=title,
        slug=slug or f"article-{next(_numbers)}",
        locale=column.locale,
        first_published_at=when,
        last_published_at=when,
        **values,
    )
    with importing("tests"):
        column.add_child(instance=article)
    return article


def build_test_county() -> County:
    """The county of the tests. Wagtail's welcome page and site are removed first."""
    for locale in ("zh-hans", "en"):
        Locale.objects.get_or_create(language_code=locale)
    Site.objects.all().delete()
    root = Page.get_first_root_node()
    for child in root.get_children():
        child.delete()
    root = Page.get_first_root_node()
    portal = make_subsite(
        slug="county", name="达县人民政府", name_en="Da County", kind="county", parent_page=root, hostname="localhost",
        code="511703",
    )  # fmt: skip
    Site.objects.filter(hostname="localhost").update(is_default_site=True)
    home = portal.root_page.specific
    offices = {}
    for slug, title, kind in (("townships", "乡镇", "township"), ("departments", "部门", "department")):
        offices[kind] = OfficesPage(
            title=title, slug=slug, lists=kind, locale=home.locale, show_in_menus=True
        )
        home.add_child(instance=offices[kind])
    county = portal.organisation
    shiqiao = make_subsite(
        slug="shiqiao", name="石桥镇", name_en="Shiqiao Town", kind="township", parent=county,
        parent_page=offices["township"], hostname="shiqiao.localhost", code="511703116",
    )  # fmt: skip
    baijie = make_subsite(
        slug="baijie", name="百节镇", kind="township", parent=county, parent_page=offices["township"]
    )
    finance = make_subsite(
        slug="finance", name="财政局", kind="department", parent=county, parent_page=offices["department"]
    )
    intranet = make_subsite(
        slug="intranet", name="县政府内网", kind="intranet", parent=county,
        parent_page=Page.get_first_root_node(), hostname="intranet.localhost",
    )  # fmt: skip
    PageViewRestriction.objects.create(page=intranet.root_page, restriction_type=PageViewRestriction.LOGIN)
    for subsite in (portal, shiqiao, baijie, finance, intranet):
        make_column(subsite.root_page.specific, "news", "动态", kind="news", introduction="每天发生的事")
        make_column(subsite.root_page.specific, "policy", "政策文件", kind="policy")
    touch_revision()
    return County(portal, shiqiao, baijie, finance, intranet)


def standing_county() -> County:
    """The county that `build_test_county` has built in this database, as if it had been built just now."""
    touch_revision()  # what this process read of it in a test that was rolled back is not what it is
    found = Subsite.objects.select_related("organisation__parent", "root_page", "collection", "settings")
    by_slug = {subsite.organisation.slug: subsite for subsite in found}
    return County(portal=by_slug.pop("county"), **by_slug)
