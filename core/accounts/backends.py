"""Who may sign in with a password."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from core.access.break_glass import is_powerless

from .models import User


class AccountBackend(ModelBackend):
    """Passwords of active accounts; demonstration accounts only where the demonstration runs."""

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        if getattr(user, "is_demonstration", False) and not settings.DEMONSTRATION:
            return False
        if isinstance(user, User) and user.is_superuser and is_powerless(user):
            return False  # asked at signing in and, by get_user, at each request of an open session
        return super().user_can_authenticate(user)
