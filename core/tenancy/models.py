"""Organisations, and the subsites they run."""

import uuid

from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

models.CharField.register_lookup(Length)


class OrganisationKind(models.TextChoices):
    """What an organisation is in the county's structure."""

    COUNTY = "county", _("County")
    TOWNSHIP = "township", _("Township")
    DEPARTMENT = "department", _("Department")
    INTRANET = "intranet", _("Internal network")


KIND_HEADINGS = {
    OrganisationKind.COUNTY: _("Counties"),
    OrganisationKind.TOWNSHIP: _("Townships"),
    OrganisationKind.DEPARTMENT: _("Departments"),
    OrganisationKind.INTRANET: _("Internal networks"),
}
"""How a list of organisations of one kind is headed."""


class Organisation(models.Model):
    """An office of the county: the government itself, a township, a department."""

    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    slug = models.SlugField(_("slug"), max_length=63, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=64, blank=True)
    pinyin = models.CharField(_("pinyin"), max_length=240, blank=True, db_index=True)
    pinyin_initial = models.CharField(_("pinyin initial"), max_length=1, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["pinyin", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(code__length__gt=0) & models.Q(name__length__gt=0),
                name="organisation_code_and_name_given",
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(kind="county"), name="organisation_one_county"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Subsite(models.Model):
    """The tenant: a branch of the page tree that one organisation runs.

    `root_page` is the branch's home page in the default language; its translations are roots too.
    """

    organisation = models.OneToOneField(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="subsite"
    )
    root_page = models.OneToOneField(
        "wagtailcore.Page", verbose_name=_("home page"), on_delete=models.PROTECT, related_name="subsite"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("media collection"),
        on_delete=models.PROTECT,
        related_name="subsite",
    )
    profile = models.CharField(_("profile"), max_length=32, db_index=True)
    theme = models.CharField(_("theme"), max_length=32, blank=True)
    hostname = models.CharField(_("host name"), max_length=253, unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("subsite")
        verbose_name_plural = _("subsites")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hostname__isnull=True) | models.Q(hostname__length__gt=0),
                name="subsite_hostname_null_or_given",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name


class SubsiteSettings(models.Model):
    """What the foot and the page marks of one subsite say (State Council inspection norms, 2019)."""

    subsite = models.OneToOneField(Subsite, on_delete=models.CASCADE, related_name="settings")
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    site_id_code = models.CharField(_("site identification code"), max_length=16, blank=True)
    icp_number = models.CharField(_("ICP filing number"), max_length=64, blank=True)
    police_number = models.CharField(_("police filing number"), max_length=64, blank=True)
    sponsor = models.CharField(_("sponsoring office"), max_length=120, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=64, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_address = models.CharField(_("contact address"), max_length=200, blank=True)
    report_error_url = models.URLField(_("report-an-error address"), blank=True)

    class Meta:
        verbose_name = _("subsite settings")
        verbose_name_plural = _("subsite settings")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.subsite)


class SubsiteOwned(models.Model):
    """Base of every row that an office owns and that is not a page."""

    subsite = models.ForeignKey(
        Subsite, verbose_name=_("subsite"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        abstract = True


class TenancyRevision(models.Model):
    """One row whose token changes with every write to subsites, switches or policy.

    Random, not counted: a rolled-back transaction can then never share a token with a later one.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="tenancy_revision_one_row")]

    def __str__(self) -> str:
        return str(self.token)
