"""Apply the steps about offices: organisation, subsite, home page, Site row, settings."""

from typing import Any

from django.conf import settings
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Site

from core.access.actors import Actor
from core.audit.services import record
from core.pages.models import HomePage
from core.provisioning.checking_columns import OFFICES_COLUMNS
from core.provisioning.checking_organisations import COUNTY
from core.provisioning.pages import Pages
from core.provisioning.planning_columns import column_key
from core.provisioning.rows import OrganisationRow
from core.provisioning.steps import Step
from core.tenancy.models import Organisation, Subsite, SubsiteSettings
from core.tenancy.profiles import profiles

ORGANISATION_FIELDS = ("name", "name_en", "slug", "address", "phone", "pinyin", "pinyin_initial")
SUBSITE_FIELDS = ("profile", "theme")
HTTP = 80


class Offices:
    """Makes and changes offices; knows every office of the build by its code."""

    def __init__(self, pages: Pages, by: Actor) -> None:
        self.pages = pages
        self.by = by
        self.subsites = {
            row.organisation.code: row
            for row in Subsite.objects.select_related("organisation", "root_page", "collection")
        }
        self.organisations = {row.code: row for row in Organisation.objects.all()}
        self.columns: dict[str, int] = {}

    def create(self, step: Step) -> int:
        """Make an organisation, unless it is there already, and its subsite. Returns the subsite's id."""
        row, values = step.row, step.values
        if not isinstance(row, OrganisationRow) or values is None:
            raise TypeError(step)
        organisation = self._organisation(row, values)
        home = self.pages.add(self._place(row), HomePage(title=values["title"], slug=values["page_slug"]))
        root = Collection.get_first_root_node()
        subsite = Subsite.objects.create(
            organisation=organisation,
            root_page_id=home.pk,
            collection=root.add_child(name=values["collection"]),
            profile=values["profile"],
            theme=values["theme"],
            hostname=values["hostname"] or None,
        )
        SubsiteSettings.objects.create(subsite=subsite)
        self.subsites[row.code] = subsite
        self._set_site(row, home, values["site"])
        if profiles()[row.profile].private:
            PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.LOGIN)
        record(action="subsite.created", by=self.by, subsite=subsite, target=subsite, data={"code": row.code})
        return int(subsite.pk)

    def change(self, step: Step) -> None:
        """Write the values that changed."""
        row = step.row
        if not isinstance(row, OrganisationRow):
            raise TypeError(step)
        subsite = self.subsites[row.code]
        changed = {change.name: change.after for change in step.changes}
        organisation = subsite.organisation
        for name in ORGANISATION_FIELDS & changed.keys():
            setattr(organisation, name, changed[name])
        if "parent" in changed:
            organisation.parent = self.organisations.get(changed["parent"])
        if {*ORGANISATION_FIELDS, "parent"} & changed.keys():
            organisation.save()
        self._change_subsite(subsite, row, changed)
        page_values = {
            field: changed[name]
            for name, field in (("title", "title"), ("page_slug", "slug"))
            if name in changed
        }
        if page_values:
            self.pages.change(subsite.root_page_id, page_values)
        if "title_en" in changed:
            self.pages.change_english(subsite.root_page_id, changed["title_en"])
        names = sorted(changed)
        record(action="subsite.changed", by=self.by, subsite=subsite, target=subsite, data={"fields": names})

    def write_settings(self, step: Step) -> int:
        """Write the settings that changed, all of them for a new office. Returns the subsite's id."""
        subsite = self.subsites[step.office]
        changed = {change.name: change.after for change in step.changes} or dict(step.values or {})
        marks, _made = SubsiteSettings.objects.get_or_create(subsite=subsite)
        for name, value in changed.items():
            setattr(marks, name, value)
        marks.save()
        names = sorted(name for name, value in changed.items() if value or step.changes)
        if names:
            record(
                action="subsite_settings.changed",
                by=self.by,
                subsite=subsite,
                target=marks,
                data={"fields": names},
            )
        return int(subsite.pk)

    def _organisation(self, row: OrganisationRow, values: dict[str, Any]) -> Organisation:
        organisation = self.organisations.get(row.code) or Organisation(code=row.code)
        organisation.kind = row.kind
        for name in ORGANISATION_FIELDS:
            setattr(organisation, name, values[name])
        organisation.parent = self.organisations.get(values["parent"])
        organisation.save()
        self.organisations[row.code] = organisation
        return organisation

    def _place(self, row: OrganisationRow) -> Any:
        """Below which page a new home page hangs: the county's index of such offices, or the tree's root."""
        slug = OFFICES_COLUMNS.get(row.kind)
        if slug is None:
            return self.pages.tree_root()
        county = next(code for code, found in self.organisations.items() if found.kind == COUNTY)
        return self.pages.get(self.columns[column_key(county, slug)])

    def _change_subsite(self, subsite: Subsite, row: OrganisationRow, changed: dict[str, Any]) -> None:
        for name in SUBSITE_FIELDS & changed.keys():
            setattr(subsite, name, changed[name])
        if "hostname" in changed:
            subsite.hostname = changed["hostname"] or None
        if {*SUBSITE_FIELDS, "hostname"} & changed.keys():
            subsite.save()
        if "collection" in changed:
            subsite.collection.name = changed["collection"]
            subsite.collection.save()
        if "site" in changed or "title" in changed:
            self._set_site(
                row, subsite.root_page, changed.get("site", subsite.hostname or settings.PORTAL_HOST)
            )

    def _set_site(self, row: OrganisationRow, home: Page, hostname: str) -> None:
        """The Site row of a host name; the county's is the default one and replaces Wagtail's own."""
        is_county = row.kind == COUNTY
        site = Site.objects.filter(root_page_id=home.pk).first()
        if not hostname:
            if site is not None:
                site.delete()
            return
        if site is None:
            site = (Site.objects.filter(is_default_site=True).first() if is_county else None) or Site(
                port=HTTP
            )
        site.hostname, site.root_page_id, site.is_default_site = hostname, home.pk, is_county
        site.site_name = row.name
        site.save()
        if is_county:
            _make_room(self.pages)


def _make_room(pages: Pages) -> None:
    """Remove the page that greets a new installation of Wagtail, and add the languages that content is in."""
    for welcome in Page.objects.filter(depth=2, slug="home", numchild=0).exact_type(Page):
        welcome.delete()
    pages.forget()
    for code, _label in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
