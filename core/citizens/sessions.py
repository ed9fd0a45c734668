"""Which citizen a visitor is: a key of the session that has nothing to do with staff's."""

from django.http import HttpRequest

from .models import Citizen

KEY = "citizen"


def sign_in(request: HttpRequest, citizen: Citizen) -> None:
    """Open the citizen's session, under a fresh session key."""
    request.session.cycle_key()
    request.session[KEY] = citizen.pk


def sign_out(request: HttpRequest) -> None:
    """End it; a member of staff in the same browser stays signed in."""
    request.session.pop(KEY, None)
    request.session.cycle_key()


def current_citizen(request: HttpRequest) -> Citizen | None:
    """The citizen who is signed in, or None. One query, on pages that ask."""
    key = request.session.get(KEY)
    return Citizen.objects.filter(pk=key).first() if key else None
