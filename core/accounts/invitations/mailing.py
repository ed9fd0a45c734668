"""Mailing an invitation."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.accounts.mail import send
from core.members.models import Invitation

from .links import token_for


def is_address(identifier: str) -> bool:
    """Whether an invitation names an e-mail address, to which something can be sent."""
    try:
        validate_email(identifier)
    except ValidationError:
        return False
    return True


def send_invitation(*, invitation: Invitation) -> bool:
    """Have the invitation mailed after commit, when it names an address. Whether there is an account is not asked:
    the mail says the same in either case."""
    if not is_address(invitation.identifier):
        return False
    path = reverse("accounts_invitation", kwargs={"token": token_for(invitation)})
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            "sign_on/mail/invitation.txt",
            {
                "invitation": invitation,
                "role": invitation.get_role_display(),
                "link": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path,
            },
        )
        subject = _("Invitation to work on the website of %(office)s") % {"office": invitation.subsite}
    send(to=invitation.identifier, subject=subject, text=text)
    return True
