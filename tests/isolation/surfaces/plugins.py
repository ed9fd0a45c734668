"""What plugins declare joins by itself: screens, settings, API routes, public addresses.

A plugin whose addresses take arguments that no model of its answers for says in its `testing.py` what stands there, by
argument: `address_arguments(subsite)`.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

from django.urls import URLPattern

from core.plugin_api import PluginConfig, SettingsForm, SubsiteScreens, SubsiteViewSet, plugin
from core.plugin_host.public_urls import resolver_of
from core.plugin_host.registry import contributions_at
from tests.isolation.marks import COMMON_WORD
from tests.isolation.plugin_rows import argument_kind, every_plugin, kind_of, own_arguments, row_kinds
from tests.isolation.visits import ANYONE, Surface, Visit, get, post

ROW = ("row",)
"""Marks of plugins' rows begin so: a public address may name them, a screen of another office may not."""
OF_WAGTAIL = frozenset({"edit", "delete", "history", "history_results", "usage", "inspect"})
"""Screens that every model's viewset has; they show an own row."""
UNKNOWN = 0
"""The status depends on what the plugin asks of its rows: only that it is no error of ours."""


def kinds_for(config: PluginConfig, argument: str) -> list[str]:
    """Which kinds of holdings may stand for an argument of a plugin's address. Raises LookupError for none."""
    kinds = row_kinds(config)
    if argument in {"pk", "id"}:
        found = kinds
    elif argument == "slug":
        models = [model for model in config.get_models() if kind_of(config.slug, model) in kinds]
        found = [
            f"{kind_of(config.slug, model)}_slug"
            for model in models
            if any(field.name == "slug" for field in model._meta.fields)
        ]
    else:
        word = argument.removesuffix("_pk").removesuffix("_id").replace("_", "")
        found = [kind for kind in kinds if word in kind.partition("_")[2]]
    if not found and own_arguments(config) is not None:
        found = [argument_kind(config.slug, argument)]
    if not found:
        raise LookupError(f"Say in {config.name}.testing what stands for {argument!r} in an address.")
    return found


def fillings(config: PluginConfig, arguments: list[str], own_kind: str = "") -> Iterator[dict[str, str]]:
    """Every way to fill an address; `own_kind` is what `pk` stands for on the screens of a model."""
    choices = [
        [own_kind] if own_kind and argument == "pk" else kinds_for(config, argument) for argument in arguments
    ]
    for chosen in product(*choices):
        yield {argument: f"{{{kind}}}" for argument, kind in zip(arguments, chosen, strict=True)}


def arguments_of(pattern: URLPattern) -> list[str]:
    """Names of what an address takes."""
    return sorted({*pattern.pattern.regex.groupindex, *pattern.pattern.converters})


def screens() -> Iterator[Surface]:
    """Screens in the administration: what a viewset says of itself is enough."""
    for owned in contributions_at("admin_menu_items"):
        viewset: Any = owned.contribution.viewset  # type: ignore[attr-defined]
        config = plugin(owned.owner)
        if config is None or not isinstance(viewset, SubsiteScreens):
            continue
        of_model = isinstance(viewset, SubsiteViewSet)
        kind = kind_of(config.slug, viewset.model) if of_model else ""
        for pattern in viewset.get_urlpatterns():
            if pattern.name is not None:
                yield Surface(
                    viewset.get_url_name(pattern.name), tuple(_of_screen(viewset, config, pattern, kind))
                )


def _of_screen(viewset: Any, config: PluginConfig, pattern: URLPattern, kind: str) -> Iterator[Visit]:
    needs = viewset.permission
    arguments = arguments_of(pattern)
    if not arguments:
        shows = f"row{kind.partition('_')[2]}" if pattern.name == "index" and kind else ""
        yield get(needs=needs, shows=shows)
        yield get({"q": COMMON_WORD}, needs=needs)
        yield get({"export": "csv"}, needs=needs)
        yield get({"export": "xlsx"}, needs=needs)
        if kind:
            yield post(
                {viewset.subsite_field: "{subsite}"},
                needs=needs,
                own=UNKNOWN,
                quiet=True,
                note="for the office",
            )
        return
    for filling in fillings(config, arguments, kind):
        plain = arguments == ["pk"] and bool(kind)
        yield get(needs=needs, own=200 if plain and pattern.name in OF_WAGTAIL else UNKNOWN, **filling)
        yield post(needs=needs, own=UNKNOWN, **filling)
        if len(arguments) > 1 and "pk" in arguments:
            yield get(
                needs=needs, own=UNKNOWN, quiet=True, **{**filling, "pk": filling["pk"].replace("{", "{own_")}
            )
        if plain:
            own = {name: value.replace("{", "{own_") for name, value in filling.items()}
            yield post(
                {viewset.subsite_field: "{subsite}"}, needs=needs, own=UNKNOWN, quiet=True,
                note="hands it to the office", **own,
            )  # fmt: skip


def settings() -> Iterator[Surface]:
    """Settings of each plugin that has some."""
    visits: list[Visit] = []
    for owned in contributions_at(SettingsForm.point):
        needs = owned.contribution.permission  # type: ignore[attr-defined]
        visits.append(get(needs=needs, subsite="{slug}", slug=owned.owner))
        visits.append(post(needs=needs, own=UNKNOWN, subsite="{slug}", slug=owned.owner))
    yield Surface("plugin_settings", tuple(visits))


def api() -> Iterator[Surface]:
    """The public API: it reads, and names only what its plugin publishes."""
    for owned in contributions_at("api_routes"):
        route: Any = owned.contribution
        kind = kind_of(owned.owner, route.viewset.queryset.model)
        base = f"{owned.owner}:{route.name}"
        row = {route.viewset.lookup_url_kwarg or route.viewset.lookup_field: f"{{{kind}}}"}
        yield Surface(
            f"{base}-list",
            (
                get(needs=ANYONE, knows=ROW),
                get({"subsite": "beta"}, needs=ANYONE, knows=ROW, quiet=True),
                *(post({}, method=method, needs="-", json=True) for method in ("POST", "PUT", "DELETE")),
            ),
        )
        for name in (
            "detail",
            *(action.url_name for action in route.viewset.get_extra_actions() if action.detail),
        ):
            yield Surface(
                f"{base}-{name}",
                (
                    get(needs=ANYONE, own=UNKNOWN, knows=ROW, quiet=True, **row),
                    *(
                        post({}, method=method, needs="-", json=True, **row)
                        for method in ("POST", "PUT", "PATCH", "DELETE")
                    ),
                ),
            )


def public_patterns() -> Iterator[tuple[PluginConfig, URLPattern]]:
    """Addresses below `-/<slug>/`, which no resolver of the project lists."""
    for config in every_plugin():
        resolver = resolver_of(config)
        for pattern in resolver.url_patterns if resolver is not None else ():
            yield config, pattern


def public() -> Iterator[Surface]:
    """Public addresses of plugins: below one office's address no row of another is found, read or written."""
    for config, pattern in public_patterns():
        visits = []
        for filling in fillings(config, arguments_of(pattern)):
            path = route_of(pattern, filling)
            where = f"-/{config.slug}/{path}"
            visits.append(
                get(
                    needs=ANYONE,
                    own=UNKNOWN,
                    knows=ROW,
                    linkable=True,
                    quiet=True,
                    path=f"/townships/{{slug}}/{where}",
                )
            )
            visits.append(get(needs=ANYONE, own=UNKNOWN, quiet=True, path=f"/townships/{{own_slug}}/{where}"))
            visits.append(
                post(needs=ANYONE, own=UNKNOWN, quiet=True, path=f"/townships/{{own_slug}}/{where}")
            )
        yield Surface(public_name(config, pattern), tuple(visits))


def public_name(config: PluginConfig, pattern: URLPattern) -> str:
    """How such an address is called here."""
    return f"-/{config.slug}/{pattern.pattern}"


def route_of(pattern: URLPattern, filling: dict[str, str]) -> str:
    """The pattern's route with its arguments filled."""
    route = str(pattern.pattern)
    for argument, value in filling.items():
        converter = next(
            (
                f"<{kind}:{argument}>"
                for kind in ("int", "slug", "str", "uuid", "path")
                if f"<{kind}:{argument}>" in route
            ),
            f"<{argument}>",
        )
        route = route.replace(converter, value)
    return route


def surfaces() -> list[Surface]:
    """All of them."""
    return [*screens(), *settings(), *api(), *public()]
