"""Who holds which role where, and the grants that follow from it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from core.tenancy.models import Subsite

from .roles import CENTRAL_ROLES, Role


class RoleAssignment(models.Model):
    """A person's role on one subsite: what people edit. Changed by `core.access.services` only."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        # An account with roles is not deleted: its memberships end first, in order (core.access.services).
        on_delete=models.PROTECT,
        related_name="role_assignments",
    )
    role = models.CharField(_("role"), max_length=32, choices=Role)
    subsite = models.ForeignKey(
        Subsite, verbose_name=_("subsite"), on_delete=models.CASCADE, related_name="role_assignments"
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("role assignment")
        verbose_name_plural = _("role assignments")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "subsite"], name="role_assignment_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="role_assignment_role_known"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(role__in=sorted(CENTRAL_ROLES)),
                name="role_assignment_one_power",
                violation_error_message=_("Nobody holds two of the three powers: system, security, audit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.subsite}"


class SubsiteUserPermission(UserObjectPermissionBase):
    """guardian's row: this person holds this permission on this subsite. Derived from role assignments."""

    content_object = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="user_grants")

    class Meta(UserObjectPermissionBase.Meta):
        default_permissions = ()


class SubsiteGroupPermission(GroupObjectPermissionBase):
    """guardian asks for it; nothing here is ever granted to a group."""

    content_object = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="group_grants")

    class Meta(GroupObjectPermissionBase.Meta):
        default_permissions = ()


class BreakGlass(models.Model):
    """A superuser's account for an emergency, and until when it has power. Never deleted."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="break_glass",
    )
    reason = models.CharField(_("reason"), max_length=500)
    opened_by = models.CharField(_("opened by"), max_length=100)
    created_at = models.DateTimeField(_("opened"))
    expires_at = models.DateTimeField(_("has power until"))
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        verbose_name = _("break-glass account")
        verbose_name_plural = _("break-glass accounts")
        default_permissions = ()
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="break_glass_ends"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="break_glass_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d %H:%M}"
