"""What a manager fills in."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access.roles import CENTRAL_ROLES, Role
from core.access.services import may_hand_out
from core.tenancy.table import SubsiteEntry


def offered_roles(by: Any, entry: SubsiteEntry) -> list[Role]:
    """The roles that a person may give on a subsite; the three powers on the portal only."""
    return [
        role
        for role in Role
        if may_hand_out(by, role, entry) and (role not in CENTRAL_ROLES or entry.kind == "county")
    ]


class InvitationForm(forms.Form):
    """Somebody by exact name, and what they are to be."""

    identifier = forms.CharField(
        label=gettext_lazy("User name or e-mail"),
        max_length=254,
        help_text=gettext_lazy("Exactly as the person signs in, or their complete e-mail address."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"))

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["role"]).choices = [(role.value, role.label) for role in roles]


class RolesForm(forms.Form):
    """Which roles a member has; at least one, for ending a membership is an act of its own."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, roles: list[Role], kept: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        cast(forms.ChoiceField, self.fields["roles"]).choices = [(role.value, role.label) for role in roles]

    def clean_roles(self) -> list[str]:
        """Roles that the manager can't touch stay; without any the membership would end."""
        chosen: list[str] = self.cleaned_data["roles"]
        if not chosen and not self.kept:
            raise ValidationError(
                _("A member has at least one role. To end the membership, use “End the membership”.")
            )
        return [*chosen, *(role.value for role in self.kept)]
