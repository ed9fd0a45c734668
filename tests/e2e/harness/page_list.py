"""Which public pages to sweep, read from the demonstration's database; run as a program, it prints them as JSON.

Nothing is named here: each page type of each profile gives a page, and then as many more as it takes to have
every template, every kind of block, every choice and every filled field once. A new type or block is swept as
soon as the demonstration shows it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deploy.commands import demonstration
from deploy.commands.places import PYTHON, ROOT


@dataclass(frozen=True)
class SweptPage:
    """A page's type ("core_pages.articlepage"), its subsite's profile, its address, and its home page's path.

    Addresses are the Chinese ones; the English ones begin with /en.
    """

    type: str
    profile: str
    host: str
    path: str
    home: str


def sweep(folder: Path, port: int) -> list[SweptPage]:
    """The pages to sweep of the demonstration in a var folder, by type."""
    return _ask(folder, port)


def every_page(folder: Path, port: int, kind: str) -> list[SweptPage]:
    """Every page of one type, in the order of the tree."""
    return _ask(folder, port, kind)


def _ask(folder: Path, port: int, *arguments: str) -> list[SweptPage]:
    done = subprocess.run(
        [PYTHON, "-m", __name__, *arguments],
        cwd=ROOT,
        env=demonstration.settings_of(folder, port),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return [SweptPage(**row) for row in json.loads(done.stdout)]


def main() -> None:
    """Print the pages to sweep, or all pages of the type that the first argument names."""
    import django
    from django.apps import apps

    django.setup()
    pages = all_of(apps.get_model(sys.argv[1])) if sys.argv[1:] else chosen()
    sys.stdout.write(json.dumps([asdict(page) for page in pages]))


def all_of(model: Any) -> Iterator[SweptPage]:
    """Every page of a type."""
    return (place_of(page, entry) for page, entry in public(model))


def chosen() -> Iterator[SweptPage]:
    """A page for each type and profile, then one for each trait that none of those before has."""
    from wagtail.models import get_page_models

    for model in sorted(get_page_models(), key=lambda model: model._meta.label_lower):
        seen: set[str] = set()
        for page, entry in public(model):
            traits = set(traits_of(page))
            if (own := f"profile={entry.profile}") in seen and traits <= seen:
                continue
            seen |= traits | {own}
            yield place_of(page, entry)


def public(model: Any) -> Iterator[tuple[Any, Any]]:
    """The type's pages that visitors (or staff, on the intranet) see, each with its subsite.

    Written only: pages of the other languages are reached from these.
    """
    from django.conf import settings
    from django.contrib.contenttypes.models import ContentType

    from core.pages.querysets import readable_pages
    from core.tenancy.table import subsite_table

    if not issubclass(model, _page_mixin()):
        return
    pages = model.objects.filter(
        content_type=ContentType.objects.get_for_model(model, for_concrete_model=False),
        locale__language_code=settings.LANGUAGE_CODE,
    ).order_by("path")
    table = subsite_table()
    open_to: dict[int, set[int]] = {}
    for page in pages.iterator(chunk_size=500):
        entry = table.for_path(page.path)
        if entry is None:
            continue
        if entry.id not in open_to:
            open_to[entry.id] = set(readable_pages(entry, pages).values_list("pk", flat=True))
        if page.pk in open_to[entry.id]:
            yield page, entry


def _page_mixin() -> Any:
    from core.pages.models.base import PageMixin

    return PageMixin


def traits_of(page: Any) -> Iterator[str]:
    """What makes a page look different from its like: template, choices, filled fields, blocks, relations."""
    from django.http import HttpRequest
    from modelcluster.models import get_all_child_relations
    from wagtail.fields import StreamField

    yield f"template={page.get_template(HttpRequest())}"
    for field in page._meta.local_fields:
        if isinstance(field, StreamField):
            yield from (f"{field.name}:{name}" for name in block_types(getattr(page, field.name).raw_data))
        elif field.choices:
            yield f"{field.name}={getattr(page, field.attname)}"
        elif getattr(page, field.attname):
            yield field.name
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if relation.field.model._meta.app_label == page._meta.app_label and getattr(page, name).exists():
            yield name


def block_types(raw: Iterable[Any]) -> Iterator[str]:
    """The names of all blocks in a stream's data, nested ones too."""
    for block in raw:
        if isinstance(block, dict):
            if "type" in block and "value" in block:
                yield str(block["type"])
            yield from block_types(value for value in block.values() if isinstance(value, (dict, list)))
        elif isinstance(block, list):
            yield from block_types(block)


def place_of(page: Any, entry: Any) -> SweptPage:
    """Where the page answers on the host that its subsite's address hangs on."""
    from django.test import RequestFactory

    from core.pages.addresses import Addresses

    host = entry.hostname if entry.kind == "intranet" else "localhost"
    request = RequestFactory().get("/", headers={"host": f"{host}:{os.environ['COUNTYWIDE_PORT']}"})
    addresses = Addresses(request)
    path, home = urlsplit(addresses.of(page)).path, urlsplit(addresses.home(entry)).path
    return SweptPage(page._meta.label_lower, entry.profile, host, path, home)


if __name__ == "__main__":
    main()
