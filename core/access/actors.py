"""Who acts: a person, or the system itself (commands, builds, schedules)."""

from typing import TYPE_CHECKING, Final, cast, final

if TYPE_CHECKING:
    from django.http import HttpRequest

    from core.accounts.models import User


@final
class System:
    """The system as an actor. There is one, SYSTEM; it may do what the command line may do."""

    def __str__(self) -> str:
        return "system"

    def __repr__(self) -> str:
        return "SYSTEM"


SYSTEM: Final = System()
type Actor = "User | System"


def person_of(request: "HttpRequest") -> "User":
    """Who asks, on a screen that lets nobody in who has not signed in."""
    return cast("User", request.user)
