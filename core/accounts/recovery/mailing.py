"""Telling the owner of an account what somebody did to get them back in."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core.access.actors import Actor
from core.accounts.mail import send
from core.accounts.models import User


def tell_of_lost_factors(*, user: User, by: Actor) -> None:
    """Have it mailed after commit who took the second factors away; nothing where the account has no address."""
    if not user.email:
        return
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            "sign_on/mail/factors_forgotten.txt",
            {
                "person": user,
                "by": by if isinstance(by, User) else _("the operator of the website"),
                "site": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
            },
        )
        subject = _("The second factors of your account were taken away")
    send(to=user.email, subject=subject, text=text)
