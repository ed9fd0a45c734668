"""Who may sign in with a password."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from .models import User


class AccountBackend(ModelBackend):
    """Passwords of active accounts; demonstration accounts only where the demonstration runs."""

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        if getattr(user, "is_demonstration", False) and not settings.DEMONSTRATION:
            return False
        return super().user_can_authenticate(user)
