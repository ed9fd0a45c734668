"""How a surface is visited: the requests, who may make them on their own office's things, and what is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .holdings import Holdings

type Data = Mapping[str, Any] | Callable[[Holdings], Mapping[str, Any]]

ANYONE = ""
"""Visitors too."""
SIGNED_IN = "access_admin"
EDIT = "edit_content"
PUBLISH = "publish_content"
COLUMNS = "manage_columns"
MEDIA = "manage_media"
MEMBERS = "manage_members"
PLUGINS = "manage_plugins"
SETTINGS = "manage_settings"
AUDIT = "view_audit"
NOBODY = "-"
"""No person of an office: the central office's screen, or one that cannot be scoped."""


@dataclass(frozen=True)
class Visit:
    """One request. `{kind}` in arguments, query and data stands for a thing of the office that is visited.

    With things of one's own office it is the positive control: who holds `needs` gets the status `own`, everybody else
    a refusal. With things of B it is an attack: refused, unless `quiet` says that an answer without B is right too.
    """

    method: str
    needs: str | tuple[str, ...]
    own: int
    arguments: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    data: Data | None = None
    quiet: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    shows: str = ""
    shows_to: str = ""
    """The permission with which `shows` is shown; everybody else of the office gets an empty answer."""
    json: bool = False
    note: str = ""
    knows: tuple[str, ...] = ()
    """Facts of B that may be named here begin with one of these: what is published, in a chooser."""

    def names_things(self) -> bool:
        """Whether it names a thing of an office, so that there is something to attack with."""
        told = [*self.arguments.values(), *_words(self.query)]
        if callable(self.data):
            return True
        return any("{" in word for word in (*told, *_words(self.data or {})))


def _words(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [word for part in value.values() for word in _words(part)]
    if isinstance(value, (list, tuple)):
        return [word for part in value for word in _words(part)]
    return [str(value)]


def get(
    query: Mapping[str, Any] | None = None, *, needs: str | tuple[str, ...] = SIGNED_IN, own: int = 200,
    quiet: bool = False, ajax: bool = False, shows: str = "", shows_to: str = "", linkable: bool = False,
    host: str = "", knows: tuple[str, ...] = (), **arguments: str,
) -> Visit:  # fmt: skip
    """Read. `shows` is a fact of one's own office that the answer must name; `linkable`: what B published may be."""
    headers = {**({"X-Requested-With": "XMLHttpRequest"} if ajax else {}), **({"Host": host} if host else {})}
    return Visit(
        "GET",
        needs,
        own,
        arguments,
        query or {},
        None,
        quiet,
        headers,
        shows,
        shows_to,
        knows=("open", *knows) if linkable else knows,
    )


def post(
    data: Data | None = None, *, needs: str | tuple[str, ...] = EDIT, own: int = 302, quiet: bool = False,
    query: Mapping[str, Any] | None = None, ajax: bool = False, method: str = "POST", json: bool = False,
    note: str = "", **arguments: str,
) -> Visit:  # fmt: skip
    """Write. `note` says what is sent, where that tells two visits apart."""
    headers = {"X-Requested-With": "XMLHttpRequest"} if ajax else {}
    return Visit(method, needs, own, arguments, query or {}, data or {}, quiet, headers, json=json, note=note)


@dataclass(frozen=True)
class Surface:
    """A classified address: its visits, or why there is nothing to visit."""

    name: str
    visits: tuple[Visit, ...] = ()
    nothing: str = ""


def surface(name: str, *visits: Visit) -> Surface:
    """An address with its visits."""
    return Surface(name, visits)


def nothing(reason: str, *names: str) -> list[Surface]:
    """Addresses at which nothing of an office can be read or written, and why."""
    return [Surface(name, nothing=reason) for name in names]


def central(name: str, *visits: Visit) -> Surface:
    """A screen of the central office: nobody of an office gets an answer, whatever they name."""
    closed = tuple(
        Visit(
            visit.method,
            NOBODY,
            visit.own,
            visit.arguments,
            visit.query,
            visit.data,
            False,
            visit.headers,
            json=visit.json,
        )
        for visit in visits
    )
    return Surface(name, closed)
