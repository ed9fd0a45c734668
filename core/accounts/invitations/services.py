"""Making the account of whoever accepts an invitation."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.accounts.models import User
from core.audit.services import record
from core.members.services import accept

from .links import invitation_of
from .mailing import is_address


def account_of(identifier: str) -> User | None:
    """The active account that already has the address."""
    return User.objects.filter(email__iexact=identifier, is_active=True).first()


def register(*, token: str, username: str, name: str, password: str) -> User:
    """Make the account of an invited person and take the role that was offered. Returns the account.

    Whoever holds the link has shown that the address is theirs. Raises ValidationError, by field where it is about
    one, and then changes nothing: a link that no longer works, a name that is taken, a password that is too weak,
    an address that has an account already.
    """
    try:
        with transaction.atomic():
            return _register(token, username.strip(), name.strip(), password)
    except IntegrityError:
        raise ValidationError({"username": _("This account name is taken. Choose another one.")}) from None


def _register(token: str, username: str, name: str, password: str) -> User:
    invitation = invitation_of(token)
    if invitation is None or not is_address(invitation.identifier):
        raise ValidationError(_("This invitation is no longer open. Ask the office for a new one."))
    # One account for one address: parallel answers to one invitation wait here for each other.
    type(invitation)._default_manager.select_for_update().get(pk=invitation.pk)
    if account_of(invitation.identifier) is not None:
        raise ValidationError(
            _("There is an account with this address already. Sign in to answer the invitation.")
        )
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("This account name is taken. Choose another one.")})
    user = User(username=username, name=name, email=invitation.identifier)
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise ValidationError({"password": refusal.messages}) from None
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record(action="account.registered", by=user, subsite=invitation.subsite, target=user)
    accept(invitation=invitation, person=user)
    return user
