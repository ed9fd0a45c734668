"""Addresses that an office had once, and where they lead now."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel

from core.admin_scoping.acting import acting_user
from core.policy.decisions import policy_for
from core.policy.links import foreign_hosts
from core.tenancy.models import SubsiteOwned


def normalised(address: str) -> str:
    """The part of an old address below its office's home page, without slashes at its ends."""
    return urlsplit(address.strip()).path.strip("/")


class OfficeRedirect(SubsiteOwned):
    """One old address below a subsite's home page. It leads to a page, or to an address elsewhere.

    Asked only where the address would be a 404: it never hides a page.
    """

    old_address = models.CharField(
        _("old address"),
        max_length=255,
        help_text=_(
            "What came after the address of your office's home page, for example: news/2019/flood.html"
        ),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("leads to the page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    address = models.URLField(_("leads to the address"), blank=True, max_length=255)
    is_permanent = models.BooleanField(
        _("for good"),
        default=True,
        help_text=_("Search engines then forget the old address. Leave it off while you are trying it out."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    panels = [
        FieldPanel("old_address"),
        MultiFieldPanel(
            [PageChooserPanel("page"), FieldPanel("address")],
            heading=_("Where it leads"),
            help_text=_("Choose a page, or write an address. One of the two."),
        ),
        FieldPanel("is_permanent"),
    ]

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        default_permissions = ()
        ordering = ["old_address", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subsite", "old_address"],
                name="office_redirect_once",
                violation_error_message=_("This old address leads somewhere already. Change that redirect."),
            ),
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, address="")
                | (models.Q(page__isnull=True) & ~models.Q(address="")),
                name="office_redirect_one_target",
                violation_error_message=_("Choose a page, or write an address. One of the two."),
            ),
        ]

    def __str__(self) -> str:
        return self.old_address

    def clean(self) -> None:
        super().clean()
        self.old_address = normalised(self.old_address)
        errors: dict[str, Any] = {}
        if not self.old_address:
            errors["old_address"] = _("This is the home page itself. Write what came after its address.")
        if self.address and urlsplit(self.address).scheme not in {"http", "https"}:
            errors["address"] = _("Write an address that begins with https:// or http://.")
        elif self.subsite_id and foreign_hosts(self.address) and not self._may_link_away():
            errors["address"] = _(
                "The central office does not allow links to other websites here. Choose a page."
            )
        if errors:
            raise ValidationError(errors)

    def _may_link_away(self) -> bool:
        """Whether policy lets the person who acts link to other websites here."""
        return policy_for("external_links", subsite=self.subsite, person=acting_user()).on
