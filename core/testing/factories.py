"""Factories of accounts, with a trait for each role."""

from typing import TYPE_CHECKING, Any, cast

import factory

from core.access.actors import SYSTEM
from core.access.roles import Role
from core.access.services import assign_role
from core.accounts.models import User

PASSWORD = "a-password-of-tests"

__all__ = ["PASSWORD", "User", "UserFactory"]


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An account. `UserFactory(role="manager", subsite=…)` gives it a role."""

    if TYPE_CHECKING:
        # factory_boy returns the model from the call, which the type checker cannot know.
        def __new__(cls, *args: Any, **kwargs: Any) -> User: ...  # type: ignore[misc]

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person{number}")
    name = factory.Sequence(lambda number: f"测试人员{number}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def role(self, create: bool, extracted: str | None, **kwargs: Any) -> None:
        """Pass `role="manager", role__subsite=subsite`."""
        if create and extracted:
            assign_role(user=cast(User, self), role=Role(extracted), subsite=kwargs["subsite"], by=SYSTEM)
