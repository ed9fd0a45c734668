"""Changes of something public that are held back until they are cleared: the row stays as the public sees it."""

from collections.abc import Iterable
from copy import copy
from typing import Any, Self

from django.db import models


class HeldChanges(models.Model):
    """A row of which the public sees the fields, while `held` keeps what they are to become.

    `writers` are the numbers of the accounts that changed it since it was last cleared: they have a part in its next
    review, whoever hands it in.
    """

    held: Any = models.JSONField(default=dict, blank=True, editable=False)
    writers: Any = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    def hold_changes(self, names: Iterable[str]) -> list[str]:
        """Put by what differs, of these fields, from what is stored; the fields of this object get what is stored.

        Returns the names of what is held from now on. Saves nothing.
        """
        fields = {name: self._meta.get_field(name) for name in names}
        stored = (
            type(self)
            ._base_manager.filter(pk=self.pk)
            .values(*(_key(each) for each in fields.values()))
            .get()
        )
        held = {}
        for name, each in fields.items():
            key = _key(each)
            if getattr(self, key) != stored[key]:
                held[name] = _as_json(getattr(self, key))
                setattr(self, key, stored[key])
        self.held = {**{name: value for name, value in self.held.items() if name not in fields}, **held}
        return list(self.held)

    def note_writer(self, person: Any) -> None:
        """Write down that a person has changed it; saves nothing. The system is no writer."""
        number = getattr(person, "pk", None)
        if number is not None and number not in self.writers:
            self.writers = [*self.writers, number]

    def draft(self) -> Self:
        """The object as it is to become, in memory only."""
        found = copy(self)
        found._state = copy(self._state)
        found._state.fields_cache = dict(self._state.fields_cache)
        found.take_held()
        found.held = self.held
        return found

    def take_held(self) -> list[str]:
        """Give the fields what is held for them. Returns the names of the fields; saves nothing."""
        names = list(self.held)
        for name, value in self.held.items():
            each = self._meta.get_field(name)
            setattr(self, _key(each), _target(each).to_python(value))
        self.held = {}
        return names


def _key(each: Any) -> str:
    return str(each.attname)


def _target(each: Any) -> Any:
    return each.target_field if each.is_relation else each


def _as_json(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
