"""Who acts: a person, or the system itself (commands, builds, schedules)."""

from typing import TYPE_CHECKING, Final, final

if TYPE_CHECKING:
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
