"""Sign-ins of tests, as they age."""

from django.test import Client

from core.accounts.sign_on.reauthentication import SIGNED_IN_AT


def age_sign_in(client: Client) -> None:
    """Let the client's sign-in be too long ago for dangerous acts."""
    session = client.session
    session[SIGNED_IN_AT] = 0
    session["account_authentication_methods"] = []
    session.save()
